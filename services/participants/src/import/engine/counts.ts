import type { ImportCounts } from '../../domain/hr-import/events.js';
import type { ImportFile, ImportFiles } from './files.js';

const OF_SOURCE = `p."state" = 'employed' and p."keys" @> jsonb_build_array(jsonb_build_object('source', $1::text))`;

/** How many of a source had an employment before the file. */
export async function knownOf({ db }: ImportFiles, { mapping }: ImportFile, people: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(`select count(*)::int as n from ${people} p where ${OF_SOURCE}`, [mapping.source]);
  return rows[0]!.n;
}

/** What the file did. Whoever is known to its source and not in it is counted where it is complete, and never ended. */
export async function countsOf(files: ImportFiles, file: ImportFile, people: string): Promise<ImportCounts> {
  const counted = (await files.one(file.id))!.counts;
  const count = (outcome: string): number => counted[outcome] ?? 0;
  return {
    rows: file.rows, registered: count('registered'), changed: count('changed'), left: count('left'), rehired: count('rehired'),
    unchanged: count('unchanged'), missing: file.mapping.coverage === 'full' ? await missingOf(files, file, people) : null,
  };
}

async function missingOf({ db }: ImportFiles, { mapping, upload }: ImportFile, people: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `select count(*)::int as n from ${people} p where ${OF_SOURCE}
       and not exists (select 1 from "import_row" r where r."upload" = $2 and r."personId" = p."id")`,
    [mapping.source, upload],
  );
  return rows[0]!.n;
}

/** How many rows were kept with something unknown, by code. */
export async function noticesOf({ db }: ImportFiles, { upload }: ImportFile): Promise<Readonly<Record<string, number>>> {
  const { rows } = await db.query<{ code: string; n: number }>(
    `select n."code", count(distinct r."line")::int as n from "import_row" r, jsonb_array_elements_text(r."notices") n("code")
     where r."upload" = $1 and r."code" is null group by 1 order by 1`,
    [upload],
  );
  return Object.fromEntries(rows.map(({ code, n }) => [code, n]));
}
