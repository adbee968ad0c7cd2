import { inTransaction, LAZILY } from '@flipside/read-models';
import { linkManagers } from '../link-managers.js';
import type { StatedRow } from '../stated-row.js';
import { effectOf } from '../to-command.js';
import type { ImportFile, ImportFiles } from './files.js';
import { findManagers, type ManagerSources } from './find-managers.js';

const BATCH = 1_000;

interface Row {
  readonly line: number;
  readonly personId: string;
  readonly stated: StatedRow;
}

interface KnownRow {
  readonly id: string;
  readonly lineManagerId: string | null;
  readonly asOf: string | null;
}

/** Finds the managers of the next rows, and counts what they would do. @returns false when all are linked. */
export async function linkBatch(files: ImportFiles, file: ImportFile, sources: ManagerSources): Promise<boolean> {
  const { rows } = await files.db.query<Row>(
    `select r."line", r."personId", r."stated" from "import_row" r
     where r."upload" = $1 and r."line" > (select "line" from "import_file" where "id" = $2) and r."code" is null
     order by r."line" limit ${BATCH}`,
    [file.upload, file.id],
  );
  if (rows.length === 0) return false;
  const [people, known] = await Promise.all([
    findManagers(sources, rows.map(({ stated }) => stated)),
    knownAmong(sources, rows.map(({ personId }) => personId)),
  ]);
  const linked = rows.map(({ line, personId, stated }) => {
    const { managers, notices } = linkManagers(stated, people);
    const before = known.get(personId);
    // An older file changes nothing of what is known from a newer one.
    const isOld = (before?.asOf ?? '') > file.mapping.asOf;
    const effect = effectOf({ employment: { ...stated.employment, managers, unitId: null } }, isOld ? undefined : before);
    return { line, managers, notices: [...new Set([...stated.notices, ...notices])], effect };
  });
  await save(files, file, linked);
  return true;
}

async function knownAmong({ db, people }: ManagerSources, ids: readonly string[]): Promise<ReadonlyMap<string, KnownRow>> {
  const { rows } = await db.query<KnownRow>(
    `select p."id", p."lineManager" as "lineManagerId", p."asOf" from ${people} p where p."id" = any($1) and p."state" = 'employed'`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

interface Linked {
  readonly line: number;
  readonly effect: ReturnType<typeof effectOf>;
}

/** The names of managers are not kept any longer than until their ids are known. */
async function save({ db }: ImportFiles, { id, upload }: ImportFile, linked: readonly Linked[]): Promise<void> {
  await inTransaction(db, async (client) => {
    await client.query(
      `update "import_row" r set "managers" = b."managers", "notices" = b."notices", "stated" = r."stated" - 'managers'
       from jsonb_populate_recordset(null::"import_row", $2::jsonb) b where r."upload" = $1 and r."line" = b."line"`,
      [upload, JSON.stringify(linked)],
    );
    const count = (of: keyof Linked['effect']): number => linked.filter(({ effect }) => effect[of]).length;
    await client.query(
      `update "import_file" set "line" = $2, "endings" = "endings" + $3, "managerChanges" = "managerChanges" + $4 where "id" = $1`,
      [id, linked.at(-1)!.line, count('ends'), count('changesManager')],
    );
  }, LAZILY);
}
