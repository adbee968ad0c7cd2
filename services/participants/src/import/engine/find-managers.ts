import type { KeyedHash } from '@flipside/privacy';
import type { Pool } from 'pg';
import { personIdOf } from '../../person-id.js';
import type { People } from '../link-managers.js';
import type { Search } from '../search.js';
import type { NamedManager, StatedRow } from '../stated-row.js';

export interface ManagerSources {
  readonly db: Pool;
  readonly hash: KeyedHash;
  readonly search: Search;
  /** The table of people, quoted. */
  readonly people: string;
  readonly upload: string;
}

interface Found {
  readonly key: string;
  readonly id: string;
}

type Found2 = ReadonlyMap<string, readonly string[]>;

/** Looks up at once whom the rows of a batch name: in the file first, whose rows say more of a person than what was known. */
export async function findManagers(sources: ManagerSources, rows: readonly StatedRow[]): Promise<People> {
  const { hash, search } = sources;
  const source = rows[0]?.key.source ?? '';
  const keyOf = (legalEntity: string | null, number: string): string => personIdOf(hash, { source, legalEntity, number }, 0);
  const named = rows.flatMap((row) => allNamed(row).map((manager) => ({ manager, own: row.key.legalEntity })));
  const numbers = named.flatMap(({ manager, own }) => (manager.by === 'number' ? [{ ...manager, own }] : []));
  const keys = numbers.map(({ number, legalEntity, own }) => keyOf(legalEntity ?? own, number));
  const anywhere = numbers.filter(({ legalEntity }) => legalEntity === null).map(({ number }) => search.number(source, number));
  const names = named.flatMap(({ manager }) => (manager.by === 'name' ? [search.name(manager.name)] : []));
  const [byKey, byNumber, byName] = await Promise.all([
    byKeys(sources, unique(keys)),
    byColumn(sources, 'numberKey', unique(anywhere)),
    byColumn(sources, 'nameKey', unique(names)),
  ]);
  return {
    byNumber: (legalEntity, number) => byKey.get(keyOf(legalEntity, number))?.[0],
    anyByNumber: (number) => byNumber.get(search.number(source, number)) ?? [],
    byName: (name) => byName.get(search.name(name)) ?? [],
  };
}

function allNamed({ managers }: StatedRow): readonly NamedManager[] {
  return [managers.line, ...managers.dottedLine, managers.appraiser].filter((named) => named !== null);
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

/** Not of people of whom the file has a row: it says itself whether they are there and what they are called. */
const OUTSIDE_FILE = `not exists (select 1 from "import_row" r where r."upload" = $1 and r."personId" = p."id" and r."code" is null)`;
const IN_FILE = `"upload" = $1 and "code" is null and not "leaves"`;

async function byColumn({ db, people, upload }: ManagerSources, column: 'numberKey' | 'nameKey', values: readonly string[]): Promise<Found2> {
  if (values.length === 0) return new Map();
  const { rows } = await db.query<Found>(
    `select "${column}" as "key", "personId" as "id" from "import_row" where ${IN_FILE} and "${column}" = any($2)
     union select p."${column}", p."id" from ${people} p where p."state" = 'employed' and p."${column}" = any($2) and ${OUTSIDE_FILE}`,
    [upload, values],
  );
  return grouped(rows);
}

/** Of a number that was merged the survivor; of one that was erased whoever has it now, where the file has a row of them. */
async function byKeys({ db, people, upload }: ManagerSources, keys: readonly string[]): Promise<Found2> {
  if (keys.length === 0) return new Map();
  const { rows } = await db.query<Found>(
    `select "keyId" as "key", "personId" as "id" from "import_row" where ${IN_FILE} and "keyId" = any($2)
     union select k."id", p."id" from ${people} k join ${people} p on p."id" = coalesce(k."survivorId", k."id")
       where k."id" = any($2) and p."state" = 'employed' and ${OUTSIDE_FILE}`,
    [upload, keys],
  );
  return grouped(rows);
}

function grouped(rows: readonly Found[]): Found2 {
  const found = new Map<string, string[]>();
  for (const { key, id } of rows) found.set(key, [...(found.get(key) ?? []), id]);
  return found;
}
