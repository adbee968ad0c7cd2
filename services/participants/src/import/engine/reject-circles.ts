import { mergersAmong, type Mergers } from '@flipside/participants-view';
import type { Pool } from 'pg';
import type { ImportStage } from '../../domain/hr-import/events.js';
import { NOBODY, rowsOnCycles, UNSTATED } from '../cycles.js';
import type { ImportFile, ImportFiles } from './files.js';

type Link = readonly [id: string, manager: string | null];

/** Leaves out the rows that would put somebody above themselves, by the file together with all that is known. */
export async function rejectCircles(files: ImportFiles, { upload }: ImportFile, people: string, stage: ImportStage): Promise<void> {
  const { db } = files;
  const known = await links(db, `select "id", "lineManager" from ${people} where "state" = 'employed'`, []);
  const stated = await links(
    db,
    `select "personId", case when "leaves" then null else "managers"->>'line' end from "import_row"
     where "upload" = $1 and "code" is null order by "line"`,
    [upload],
  );
  const merged = await links(db, `select "id", "survivorId" from ${people} where "survivorId" is not null`, []);
  const circular = onCircles(known, stated, mergersAmong(merged.map(([id, mergedInto]) => ({ id, mergedInto, absorbed: {} }))));
  if (circular.length === 0) return;
  await db.query(
    `update "import_row" set "stage" = $2, "field" = 'manager', "code" = 'manager-cycle', "stated" = null
     where "upload" = $1 and "code" is null and "personId" = any($3)`,
    [upload, stage, circular],
  );
  const knownIds = new Set(known.map(([id]) => id));
  await unlink(db, upload, circular.filter((id) => !knownIds.has(id)));
}

async function links(db: Pool, text: string, values: readonly unknown[]): Promise<readonly Link[]> {
  const { rows } = await db.query<[string, string | null]>({ text, values: [...values], rowMode: 'array' });
  return rows;
}

/** Ids of the people whose rows close a circle. Who is named by an absorbed id is whoever goes on; what is said of one is not taken. */
export function onCircles(known: readonly Link[], stated: readonly Link[], { survivorOf }: Pick<Mergers, 'survivorOf'>): readonly string[] {
  const taken = (links: readonly Link[]): readonly Link[] => links.filter(([id]) => survivorOf(id) === id);
  const [knownNow, statedNow] = [taken(known), taken(stated)];
  const ids = [...new Set([...knownNow, ...statedNow].map(([id]) => id))];
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const parents = (links: readonly Link[], silent: number): Int32Array => {
    const found = new Int32Array(ids.length).fill(silent);
    for (const [id, manager] of links) found[indexOf.get(id)!] = indexOf.get(survivorOf(manager ?? '')) ?? NOBODY;
    return found;
  };
  return rowsOnCycles(parents(knownNow, NOBODY), parents(statedNow, UNSTATED)).map((index) => ids[index]!);
}

/** Nobody is left with a manager who was only in a row that is left out: such a manager is unknown, which blocks matching. */
async function unlink(db: Pool, upload: string, gone: readonly string[]): Promise<void> {
  for (const [link, without] of Object.entries(WITHOUT)) {
    await db.query(
      `update "import_row" set "managers" = ${without} || jsonb_build_object('unresolved', "managers"->'unresolved' || '["${link}"]'::jsonb),
         "notices" = "notices" || '["${link === 'line' ? 'unknown-manager' : 'unknown-other-manager'}"]'::jsonb
       where "upload" = $1 and "code" is null and "managers"->'${link}' ?| $2`,
      [upload, gone],
    );
  }
}

const WITHOUT = {
  line: `jsonb_set("managers", '{line}', 'null')`,
  appraiser: `jsonb_set("managers", '{appraiser}', 'null')`,
  dottedLine: `jsonb_set("managers", '{dottedLine}', ("managers"->'dottedLine') - $2::text[])`,
};
