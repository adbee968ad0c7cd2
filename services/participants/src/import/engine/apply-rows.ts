import { deriveId, DomainError, handleCommand, type CommandContext } from '@flipside/event-sourcing';
import type { KeyedHash } from '@flipside/privacy';
import { inTransaction, LAZILY } from '@flipside/read-models';
import type { Managers } from '@flipside/contracts';
import type { RowRejection } from '../../domain/hr-import/events.js';
import type { PersonCommand } from '../../domain/person/commands.js';
import { personStream, type PersonEvent } from '../../domain/person/events.js';
import type { Targets } from '../../targets.js';
import type { StatedRow } from '../stated-row.js';
import { outcomeOf, toAbsence, toCommand, type Resolved } from '../to-command.js';
import { handleBelieving } from './believing.js';
import type { ImportFile, ImportFiles } from './files.js';
import { logRejected, reject } from './rejections.js';
import { together } from './together.js';
import type { UnitBook } from './unit-book.js';

const BATCH = 2_000;
/** As many as the store and the key store take in one statement: each costs a flush to disk. */
const AT_A_TIME = 500;

export interface Applying {
  readonly files: ImportFiles;
  readonly file: ImportFile;
  readonly targets: Pick<Targets, 'person' | 'hrImport'>;
  readonly hash: KeyedHash;
  readonly units: UnitBook;
  /** The table of people, quoted. */
  readonly people: string;
  /** Of the event that started or released the import: one command id for all commands derives from it. */
  readonly context: CommandContext;
}

interface Row {
  readonly line: number;
  readonly personId: string;
  readonly generation: number;
  readonly erasedOn: string | null;
  readonly stated: Omit<StatedRow, 'managers'> & StatedRow;
  readonly managers: Managers;
  readonly confirmedAsOf: string | null;
  readonly confirmedDigest: string | null;
  readonly isKnown: boolean;
  readonly field: string | null;
  readonly code: string | null;
}

interface Applied {
  readonly line: number;
  readonly personId: string;
  readonly outcome: string;
  readonly asOf: string;
  readonly digest: string;
}

/** Carries out the next rows. @returns false when all are carried out. */
export async function applyBatch(applying: Applying): Promise<boolean> {
  const { files, file, context, targets } = applying;
  const rows = await nextRows(applying);
  if (rows.length === 0) return false;
  const applied: Applied[] = [];
  const rejected: RowRejection[] = rows.flatMap(({ line, field, code }) => (code ? [{ line, field: field!, code }] : []));
  // The rows of one person one after the other; those of others beside them.
  const people = [...Map.groupBy(rows.filter(({ code }) => code === null), ({ personId }) => personId).values()];
  const placed = await placeUnits(applying, rows);
  await together(people, AT_A_TIME, async (ofOne) => {
    for (const row of ofOne) {
      const done = await applyRow(applying, row, placed.get(row.line) ?? null);
      if ('code' in done) rejected.push(done);
      else applied.push(done);
    }
  });
  rejected.sort((a, b) => a.line - b.line);
  await logRejected(targets.hrImport, file.id, 'applying', rejected, context);
  await reject(files, file, 'applying', rejected);
  await save(applying, applied, rows.at(-1)!.line);
  return true;
}

async function nextRows({ files: { db }, file: { id, upload }, people }: Applying): Promise<readonly Row[]> {
  const { rows } = await db.query<Row>(
    `select r."line", r."personId", r."generation", r."erasedOn", r."stated", r."managers", r."field", r."code",
       c."asOf" as "confirmedAsOf", c."digest" as "confirmedDigest", p."id" is not null as "isKnown"
     from "import_row" r left join "import_confirmation" c on c."personId" = r."personId" left join ${people} p on p."id" = r."personId"
     where r."upload" = $1 and r."line" > (select "line" from "import_file" where "id" = $2)
       and (r."code" is null or r."stage" = 'applying')
     order by r."line" limit ${BATCH}`,
    [upload, id],
  );
  return rows;
}

async function placeUnits({ units, file, context }: Applying, rows: readonly Row[]): Promise<ReadonlyMap<number, string>> {
  const placed = new Map<number, string>();
  for (const { line, stated, code } of rows) {
    if (code !== null || !stated.unit) continue;
    placed.set(line, units.place(stated.unit, stated.key.source, stated.effectiveOn));
  }
  await units.registerNew({ ...context, commandId: deriveId('hr-import', file.id) });
  return placed;
}

async function applyRow(applying: Applying, row: Row, unitId: string | null): Promise<Applied | RowRejection> {
  const { file, hash } = applying;
  const { line, personId, stated } = row;
  const { asOf } = file.mapping;
  const command = toCommand(stated, resolvedOf(row, unitId), asOf, hash);
  const digest = hash.hash('hr-statement', command.origin.digest, JSON.stringify(stated.absence));
  const done = { line, personId, asOf, digest };
  if (row.confirmedAsOf === asOf && row.confirmedDigest === digest) return { ...done, outcome: 'unchanged' };
  try {
    const events = await decide(applying, row, command, 'employment');
    // Of somebody who left before we ever knew them nothing is kept, so nothing can be added to it.
    const absence = row.isKnown || events.length > 0 ? toAbsence(stated, command) : undefined;
    const more = absence ? await decide(applying, { ...row, isKnown: true }, absence, 'absence') : [];
    return { ...done, outcome: outcomeOf([...events, ...more]) };
  } catch (error) {
    return { line, ...refusalOf(error) };
  }
}

function resolvedOf({ personId, generation, erasedOn, managers, confirmedAsOf }: Row, unitId: string | null): Resolved {
  return {
    personId, generation, unitId, managers, ...(erasedOn && { previousErasedOn: erasedOn }), ...(confirmedAsOf && { confirmedAsOf }),
  };
}

async function decide(
  { file, targets, context }: Applying,
  { line, personId, isKnown }: Row,
  command: PersonCommand,
  what: string,
): Promise<readonly PersonEvent[]> {
  const stream = personStream(personId);
  const own = { ...context, commandId: deriveId('hr-import', file.id, line, what) };
  const { events } = isKnown
    ? await handleCommand(targets.person, stream, command, own)
    : await handleBelieving(targets.person, stream, command, own, { state: targets.person.decider.initial, revision: 'none' });
  return events;
}

/** A rule of the domain leaves out one row; anything else stops the import until it passes. */
function refusalOf(error: unknown): Omit<RowRejection, 'line'> {
  if (!(error instanceof DomainError) || error.code === 'too-much-contention') throw error;
  if (error.code === 'subject-erased') return { field: 'number', code: 'erased-number' };
  return { field: fieldOf(error), code: error.code };
}

function fieldOf({ code, facts }: DomainError): string {
  if (typeof facts.field === 'string') return facts.field;
  if (code === 'manager-cycle' || code === 'top-of-tree-has-manager') return 'manager';
  return code === 'erased-number' || code === 'person-merged' ? 'number' : 'row';
}

/** Counts, progress, and for which day HR last said what of each of them, together. */
async function save({ files: { db }, file: { id } }: Applying, applied: readonly Applied[], upTo: number): Promise<void> {
  await inTransaction(db, async (client) => {
    const latest = new Map([...applied].sort((a, b) => a.line - b.line).map((one) => [one.personId, one]));
    await client.query(
      `insert into "import_confirmation" select b.* from jsonb_populate_recordset(null::"import_confirmation", $1::jsonb) b
       on conflict ("personId") do update set "asOf" = excluded."asOf", "digest" = excluded."digest"
       where "import_confirmation"."asOf" <= excluded."asOf"`,
      [JSON.stringify([...latest.values()])],
    );
    await client.query(
      `update "import_file" set "line" = $2, "counts" = (
         select coalesce(jsonb_object_agg(k, coalesce(("counts"->>k)::int, 0) + coalesce(($3::jsonb->>k)::int, 0)), '{}')
         from jsonb_object_keys("counts" || $3::jsonb) k)
       where "id" = $1`,
      [id, upTo, JSON.stringify(countedBy(applied))],
    );
  }, LAZILY);
}

function countedBy(applied: readonly Applied[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcome } of applied) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
