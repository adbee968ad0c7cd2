import { createHash } from 'node:crypto';
import type { KeyedHash } from '@flipside/privacy';
import { inTransaction, LAZILY } from '@flipside/read-models';
import { Problem } from '@flipside/service-kit';
import type { Pool } from 'pg';
import { personIdOf } from '../../person-id.js';
import type { ReadRow } from '../interpret-row.js';
import type { ImportMapping } from '../mapping.js';
import { readFile } from '../read-file.js';
import type { Search } from '../search.js';

/** Most bytes of a file. */
export const MOST_BYTES = 200 * 1024 * 1024;
const BATCH = 1_000;

export interface Staged {
  readonly rows: number;
  /** SHA-256 of the bytes as they came. */
  readonly sha256: string;
}

export interface StagingTools {
  readonly db: Pool;
  readonly hash: KeyedHash;
  readonly search: Search;
}

/**
 * Reads a file as it arrives and keeps what its rows say, or why they are left out; memory does not grow with the file.
 * @throws DomainError `file-empty`, `header-broken`, `column-missing`, `column-twice`; Problem `body-too-large`.
 */
export async function stageRows(
  { db, hash, search }: StagingTools,
  upload: string,
  mapping: ImportMapping,
  body: AsyncIterable<Uint8Array>,
): Promise<Staged> {
  const digest = createHash('sha256');
  const { rows } = await readFile(measured(body, (chunk) => digest.update(chunk)), mapping);
  let [batch, count, saving]: [object[], number, Promise<unknown>] = [[], 0, Promise.resolve()];
  const save = async (): Promise<void> => {
    await saving;
    saving = insert(db, upload, batch);
    saving.catch(() => undefined); // awaited before the next batch
    count += batch.length;
    batch = [];
  };
  for await (const row of rows) {
    batch.push(columnsOf(row, hash, search, mapping));
    if (batch.length === BATCH) await save();
  }
  await save();
  await saving;
  return { rows: count, sha256: digest.digest('hex') };
}

/** Reads a body to its end for its digest alone. */
export async function digestOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const digest = createHash('sha256');
  for await (const _chunk of measured(body, (chunk) => digest.update(chunk))) void _chunk;
  return digest.digest('hex');
}

async function* measured(body: AsyncIterable<Uint8Array>, seen: (chunk: Uint8Array) => void): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Problem('body-too-large', 'A file has at most 200 MB: split it, and say that each part is partial.');
    seen(chunk);
    yield chunk;
  }
}

function columnsOf(read: ReadRow, hash: KeyedHash, search: Search, mapping: ImportMapping): object {
  if ('rejected' in read) return { ...read.rejected, stage: 'reading' };
  const { row } = read;
  const keyId = personIdOf(hash, row.key, 0);
  return {
    line: row.line, keyId, personId: keyId, effectiveOn: mapping.effectiveOn ? row.effectiveOn : '',
    nameKey: namesManagers(mapping) ? search.name(row.identity.name) : null,
    numberKey: mapping.legalEntity ? search.number(row.key.source, row.key.number) : null,
    leaves: row.employment.status === 'left', stated: row,
  };
}

function namesManagers({ manager, dottedLine, appraiser }: ImportMapping): boolean {
  return [manager, dottedLine, appraiser].some((source) => source?.by === 'name');
}

const COLUMNS = `"line", "keyId", "personId", "effectiveOn", "nameKey", "numberKey", "leaves", "stated", "stage", "field", "code"`;

async function insert(db: Pool, upload: string, batch: readonly object[]): Promise<void> {
  if (batch.length === 0) return;
  // The file's own row is written durably after them, and the disk has them before it.
  await inTransaction(db, (client) => client.query(
    `insert into "import_row" ("upload", ${COLUMNS}) select $1, ${COLUMNS} from jsonb_populate_recordset(null::"import_row", $2::jsonb)`,
    [upload, JSON.stringify(batch)],
  ), LAZILY);
}
