import type { ServiceName } from '@flipside/contracts';
import { participantsSealed, matchingSealed, sessionsSealed } from '@flipside/contracts';
import type { DomainEvent, EventCodec, EventSchemas } from '@flipside/event-sourcing';
import type { OpenContracts } from '@flipside/feeds';
import {
  createOpener, createSealingCodec, masterKeys, openKeyStore, releasedFromJson, releasedToJson, releaseKeys, secretOfSeed, type KeyStore,
} from '@flipside/privacy';
import { Pool } from 'pg';
import type { CallerService } from './auth/service-token.js';
import type { ReleaseKeys } from './ops/internal.controller.js';
import type { PeerClient } from './peers/peer-client.js';
import type { ServiceConfig } from './service-config.js';

/** What protects personal data in one service. */
export interface Privacy {
  readonly keys: KeyStore;
  codec<E extends DomainEvent>(schemas: EventSchemas<E>): EventCodec<E>;
  /** Hands this service's keys to others, by the grants of their class. */
  readonly releaseKeys: ReleaseKeys;
  /** Opens others' contracts as far as their classes are granted to this service. */
  readonly open: OpenContracts;
  /** The same, but no key is used that its owner did not hand out for it: for what is kept for good. */
  readonly openAnew: OpenContracts;
  /** Of the database of keys. */
  readonly pool: Pool;
  close(): Promise<void>;
}

const definitions = { participants: participantsSealed, matching: matchingSealed, sessions: sessionsSealed };

type PrivacyConfig = Pick<ServiceConfig, 'KEYS_DATABASE_URL' | 'MASTER_KEY' | 'DEV_SEED'>;

export async function openPrivacy(service: ServiceName, config: PrivacyConfig, peers: PeerClient): Promise<Privacy> {
  const pool = new Pool({ connectionString: config.KEYS_DATABASE_URL, max: 4 });
  pool.on('error', () => undefined); // an idle connection broke: the next query opens another
  pool.on('connect', (client) => client.on('error', () => undefined)); // one in use broke: its query says so
  const firstSecret = config.DEV_SEED === undefined ? undefined : secretOfSeed(config.DEV_SEED, service);
  const keys = await openKeyStore({ pool, masterKeys: masterKeys(config.MASTER_KEY), ...(firstSecret && { firstSecret }) });
  const fetchKeys = async (owner: ServiceName, ids: readonly string[]) =>
    releasedFromJson(await peers.post<Record<string, string>>(owner, '/internal/keys', { ids }));
  return {
    keys,
    codec: (schemas) => createSealingCodec(schemas, keys.ring),
    open: createOpener({ fetchKeys, definitions }),
    openAnew: createOpener({ fetchKeys, definitions, ttlMs: 0 }),
    releaseKeys: async (to: CallerService, ids) =>
      to === 'gateway' || to === 'standalone' ? {} : releasedToJson(await releaseKeys(keys.ring, to, ids)),
    pool,
    close: () => pool.end(),
  };
}
