import { hkdfSync, randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { KEY_MIGRATION_LOCK, keyTables } from './key-tables.js';
import { unwrap, wrap, type MasterKeys } from './master-keys.js';

export const SECRET_CONTEXT = 'service secret hash';

/**
 * A secret for development that is the same for the same seed, so that runs of one seed give everything the same id. Who
 * knows the seed can try out what was hashed.
 */
export function secretOfSeed(seed: string, service: string): Buffer {
  return Buffer.from(hkdfSync('sha256', seed, '', `flipside development ${service}`, 32));
}

/**
 * Migrates, and gives the secret under which external keys are hashed: made once, wrapped like any key.
 * @param first what a new store begins with; 32 random bytes when not given.
 */
export async function prepareKeyStore(pool: Pool, masterKeys: MasterKeys, first: Buffer = randomBytes(32)): Promise<Buffer> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [KEY_MIGRATION_LOCK]);
    await client.query(keyTables);
    const secret = await serviceSecret(client, masterKeys, first);
    await client.query('commit');
    client.release();
    return secret;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function serviceSecret(client: PoolClient, masterKeys: MasterKeys, first: Buffer): Promise<Buffer> {
  const made = wrap(masterKeys, first, SECRET_CONTEXT);
  await client.query(
    `insert into service_secret (name, wrapped, master_key) values ('hash', $1, $2) on conflict do nothing`,
    [made.box, made.masterKey],
  );
  const { rows } = await client.query<{ wrapped: Buffer; master_key: string }>(
    `select wrapped, master_key from service_secret where name = 'hash'`,
  );
  return unwrap(masterKeys, { box: rows[0]!.wrapped, masterKey: rows[0]!.master_key }, SECRET_CONTEXT);
}
