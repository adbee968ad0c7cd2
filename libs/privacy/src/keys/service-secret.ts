import { randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { KEY_MIGRATION_LOCK, keyTables } from './key-tables.js';
import { unwrap, wrap, type MasterKeys } from './master-keys.js';

export const SECRET_CONTEXT = 'service secret hash';

/** Migrates, and gives the secret under which external keys are hashed: made once, wrapped like any key. */
export async function prepareKeyStore(pool: Pool, masterKeys: MasterKeys): Promise<Buffer> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [KEY_MIGRATION_LOCK]);
    await client.query(keyTables);
    const secret = await serviceSecret(client, masterKeys);
    await client.query('commit');
    client.release();
    return secret;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function serviceSecret(client: PoolClient, masterKeys: MasterKeys): Promise<Buffer> {
  const made = wrap(masterKeys, randomBytes(32), SECRET_CONTEXT);
  await client.query(
    `insert into service_secret (name, wrapped, master_key) values ('hash', $1, $2) on conflict do nothing`,
    [made.box, made.masterKey],
  );
  const { rows } = await client.query<{ wrapped: Buffer; master_key: string }>(
    `select wrapped, master_key from service_secret where name = 'hash'`,
  );
  return unwrap(masterKeys, { box: rows[0]!.wrapped, masterKey: rows[0]!.master_key }, SECRET_CONTEXT);
}
