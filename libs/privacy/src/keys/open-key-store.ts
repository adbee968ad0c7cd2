import { createHmac } from 'node:crypto';
import type { Pool } from 'pg';
import { canonicalJson } from '../canonical-json.js';
import { createCursors, type Cursors } from '../cursors.js';
import { INTERNAL_CLASS, type KeyName, type KeyRing } from '../key-ring.js';
import { keyedHash, type KeyedHash } from '../keyed-hash.js';
import { MAX_TTL_MS } from './key-cache.js';
import { KeyTable } from './key-table.js';
import type { MasterKeys } from './master-keys.js';
import { PostgresKeyRing } from './postgres-key-ring.js';
import { Replayed } from './replayed.js';
import { rewrapKeys } from './rewrap.js';
import { prepareKeyStore } from './service-secret.js';

export interface KeyStoreOptions {
  /** Of a database of its own, outside ordinary backups. */
  readonly pool: Pool;
  readonly masterKeys: MasterKeys;
  /** Most keys kept in memory; 20,000 when not given (some 15 MB). */
  readonly cachedKeys?: number;
  /** How long a key is used without asking the store again; at most and by default 60,000 ms. */
  readonly cacheMs?: number;
  /** Machine time in milliseconds. */
  readonly now?: () => number;
  /** `refuse` (default) stops reading what a restored key store can't open; `as-destroyed` accepts the loss. */
  readonly lostKeys?: 'refuse' | 'as-destroyed';
  /** Secret of keyed hashes that a new store begins with, of 32 bytes; random when not given, as it has to be in production. */
  readonly firstSecret?: Buffer;
}

/** Everything of a service that rests on secrets. */
export interface KeyStore {
  readonly ring: KeyRing;
  readonly hash: KeyedHash;
  readonly cursors: Cursors;
  /**
   * Digest of a request's body under a key of who sent it: repeats are compared by it, and once that person is erased
   * nobody can try out what the body was. @throws DomainError `subject-erased`
   */
  bodyDigest(subject: string, body: unknown): Promise<string>;
  /** How far a log's erasures were carried out. */
  readonly replayed: Replayed;
  /** Wraps everything that an older master key wrapped with the current one. Gives the number of keys changed. */
  rewrap(): Promise<number>;
}

/** Brings the key store's tables up to date and opens it. @throws Error when a master key that is needed is not configured. */
export async function openKeyStore(options: KeyStoreOptions): Promise<KeyStore> {
  const { pool, masterKeys, firstSecret } = options;
  const hash = keyedHash(await prepareKeyStore(pool, masterKeys, firstSecret));
  const hashName = (name: KeyName): Buffer => Buffer.from(hash.hash('closed key', name.subject, name.class, name.scope), 'hex');
  const cache = {
    max: options.cachedKeys ?? 20_000, ttlMs: options.cacheMs ?? MAX_TTL_MS, now: options.now ?? (() => performance.now()),
  };
  const ring = new PostgresKeyRing(new KeyTable({ pool, masterKeys, hashName }), cache, options.lostKeys ?? 'refuse');
  return {
    ring,
    hash,
    cursors: createCursors(hash.secret('cursors')),
    bodyDigest: async (subject, body) => digest(ring, subject, body),
    replayed: new Replayed(pool),
    rewrap: () => rewrapKeys(pool, masterKeys),
  };
}

async function digest(ring: KeyRing, subject: string, body: unknown): Promise<string> {
  const [key] = await ring.keysFor([{ subject, class: INTERNAL_CLASS, scope: 'digest' }]);
  return createHmac('sha256', key!.secret).update(canonicalJson(body)).digest('base64url');
}
