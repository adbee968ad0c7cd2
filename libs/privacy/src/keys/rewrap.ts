import type { Pool } from 'pg';
import { contextOf } from './key-table.js';
import { unwrap, wrap, type MasterKeys } from './master-keys.js';
import { SECRET_CONTEXT } from './service-secret.js';

const PAGE = 1_000;

/** A wrapped key as the table of keys holds it. */
export interface KeyRow {
  readonly id: string;
  readonly subject: string;
  readonly class: string;
  readonly scope: string;
  readonly wrapped: Buffer;
  readonly master_key: string;
}

/**
 * Wraps all that is not wrapped by the current master key with it, page by page while the service runs. Once it is done
 * everywhere the older master keys can be thrown away, which makes what disks and backups still hold of them worthless.
 */
export async function rewrapKeys(pool: Pool, masterKeys: MasterKeys): Promise<number> {
  await rewrapSecret(pool, masterKeys);
  for (let changed = 0; ; ) {
    const { rows } = await pool.query<KeyRow>(
      'select id, subject, class, scope, wrapped, master_key from data_key where master_key <> $1 limit $2',
      [masterKeys.current.id, PAGE],
    );
    if (rows.length === 0) return changed;
    const boxes = rows.map((row) => anew(masterKeys, row, contextOf(row)));
    // A key destroyed meanwhile is no longer there to be updated.
    const result = await pool.query(
      `update data_key k set wrapped = w.box, master_key = $3
       from unnest($1::uuid[], $2::bytea[]) w(id, box) where k.id = w.id and k.master_key <> $3`,
      [rows.map((row) => row.id), boxes, masterKeys.current.id],
    );
    changed += result.rowCount ?? 0;
  }
}

async function rewrapSecret(pool: Pool, masterKeys: MasterKeys): Promise<void> {
  const { rows } = await pool.query<{ name: string; wrapped: Buffer; master_key: string }>(
    'select name, wrapped, master_key from service_secret where master_key <> $1',
    [masterKeys.current.id],
  );
  for (const row of rows) {
    await pool.query('update service_secret set wrapped = $2, master_key = $3 where name = $1', [
      row.name, anew(masterKeys, row, SECRET_CONTEXT), masterKeys.current.id,
    ]);
  }
}

function anew(masterKeys: MasterKeys, row: { wrapped: Buffer; master_key: string }, context: string): Buffer {
  return wrap(masterKeys, unwrap(masterKeys, { box: row.wrapped, masterKey: row.master_key }, context), context).box;
}
