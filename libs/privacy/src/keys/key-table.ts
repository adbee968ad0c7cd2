import { createSecretKey, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Destruction, KeyName } from '../key-ring.js';
import { randomBytes } from '../random.js';
import type { KnownKey } from './key-cache.js';
import { unwrap, wrap, type MasterKeys } from './master-keys.js';

export interface KeyTableOptions {
  readonly pool: Pool;
  readonly masterKeys: MasterKeys;
  /** Hides the name of a key whose destruction is remembered; always the same for the same name. */
  readonly hashName: (name: KeyName) => Buffer;
}

interface CreatedRow {
  readonly n: number;
  readonly key_id: string;
  readonly box: Buffer;
  readonly master_of: string;
  readonly state: 'kept' | 'erased' | 'destroyed';
}

interface OpenedRow {
  readonly id: string;
  /** Null for a destroyed key, as all else of it. */
  readonly subject: string | null;
  readonly class: string;
  readonly scope: string;
  readonly wrapped: Buffer;
  readonly master_key: string;
}

/** The statements on the key store, one round trip each. */
export class KeyTable {
  constructor(private readonly options: KeyTableOptions) {}

  /** In the order of the names: the key, found or made, or why there is none. */
  async createOrFind(names: readonly KeyName[]): Promise<readonly (KnownKey | 'erased' | 'destroyed')[]> {
    const { pool, masterKeys, hashName } = this.options;
    const drafts = names.map((name) => this.draft(name));
    const { rows } = await pool.query<CreatedRow>({
      name: 'keys_for',
      text: 'select n, key_id, box, master_of, state from keys_for($1, $2, $3, $4, $5, $6, $7)',
      values: [
        drafts.map((d) => d.id), drafts.map((d) => d.subject), drafts.map((d) => d.class), drafts.map((d) => d.scope),
        drafts.map(hashName), drafts.map((d) => d.box), masterKeys.current.id,
      ],
    });
    const found: (KnownKey | 'erased' | 'destroyed')[] = [];
    for (const row of rows) found[row.n - 1] = row.state === 'kept' ? this.kept(row, drafts[row.n - 1]!) : row.state;
    return found;
  }

  /** In the order of the ids. */
  async load(ids: readonly string[]): Promise<readonly (KnownKey | 'destroyed' | 'lost')[]> {
    // Not prepared: a plan made while the table was small would scan all of it later.
    const { rows } = await this.options.pool.query<OpenedRow>(
      `select id, subject, class, scope, wrapped, master_key from data_key where id = any($1::uuid[])
       union all select id, null, null, null, null, null from destroyed_key where id = any($1::uuid[])`,
      [ids],
    );
    const byId = new Map(rows.map((row) => [row.id, row.subject === null ? 'destroyed' as const : this.opened(row)]));
    return ids.map((id) => byId.get(id) ?? 'lost');
  }

  async destroy(destructions: readonly Destruction[]): Promise<void> {
    // In the order of the locks, as two that take several in different orders would wait for each other.
    await this.options.pool.query(
      `select destroy_keys(s, c, p, m) from (
         select * from unnest($1::text[], $2::text[], $3::text[], $4::bytea[]) d(s, c, p, m) order by subject_bucket(s)
       ) ordered`,
      [
        destructions.map((d) => d.subject), destructions.map((d) => d.class ?? null), destructions.map((d) => d.scope ?? null),
        destructions.map((d) => (isNamed(d) ? this.options.hashName(d) : null)),
      ],
    );
  }

  private draft({ subject, class: dataClass, scope }: KeyName): KnownKey & { readonly box: Buffer } {
    const name = { subject, class: dataClass, scope, id: randomUUID() };
    const secret = randomBytes(32);
    return { ...name, secret: createSecretKey(secret), box: wrap(this.options.masterKeys, secret, contextOf(name)).box };
  }

  private kept(row: CreatedRow, draft: KnownKey): KnownKey {
    const { subject, class: dataClass, scope } = draft;
    const key = { id: row.key_id, subject, class: dataClass, scope };
    if (row.key_id === draft.id) return { ...key, secret: draft.secret };
    const wrapped = { masterKey: row.master_of, box: row.box };
    return { ...key, secret: createSecretKey(unwrap(this.options.masterKeys, wrapped, contextOf(key))) };
  }

  private opened(row: OpenedRow): KnownKey {
    const key = { id: row.id, subject: row.subject!, class: row.class, scope: row.scope };
    const wrapped = { masterKey: row.master_key, box: row.wrapped };
    return { ...key, secret: createSecretKey(unwrap(this.options.masterKeys, wrapped, contextOf(key))) };
  }
}

/** What a wrapped key is bound to, so that rows can't be exchanged. */
export function contextOf(key: KeyName & { readonly id: string }): string {
  return JSON.stringify([key.id, key.subject, key.class, key.scope]);
}

function isNamed(destruction: Destruction): destruction is KeyName {
  return destruction.class !== undefined && destruction.scope !== undefined;
}
