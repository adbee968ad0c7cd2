import { setTimeout as sleep } from 'node:timers/promises';
import { isTransient } from '@flipside/feeds';
import { Client } from 'pg';
import { openEventStore } from '../event-store.js';
import type { Logger } from '../logger.js';
import type { ServiceName } from '@flipside/contracts';
import type { ServiceConfig } from '../service-config.js';

/** What a process can't begin without, by the name that readiness shows. */
export interface Need {
  readonly name: string;
  /** The variable that says where it is. */
  readonly variable: string;
  /** @throws while it does not answer. */
  reach(): Promise<unknown>;
}

export interface Patience {
  readonly log: Pick<Logger, 'warn' | 'info'>;
  /** How long to wait for each, in milliseconds. */
  readonly patienceMs: number;
  /** Told when one of them answers. */
  readonly reached?: (name: string) => void;
}

const PAUSE_MS = { first: 100, longest: 2_000 };
/** Between two lines about one that does not answer, in milliseconds. */
const SAY_EVERY_MS = 5_000;
const CONNECT_WITHIN_MS = 3_000;

/** Databases and the event store of a service. */
export function needsOf(service: ServiceName, config: ServiceConfig): readonly Need[] {
  const { DEV_STATE_DATABASE_URL: development, EVENTSTORE_URL: eventStore } = config;
  return [
    postgres('database', 'DATABASE_URL', config.DATABASE_URL),
    postgres('keys-database', 'KEYS_DATABASE_URL', config.KEYS_DATABASE_URL),
    ...(development ? [postgres('development-database', 'DEV_STATE_DATABASE_URL', development)] : []),
    ...(eventStore ? [{ name: 'event-store', variable: 'EVENTSTORE_URL', reach: async () => (await openEventStore(config, service)).close() }] : []),
  ];
}

/**
 * Waits until all of them answer: engines and services are started together, and a server that recovers takes its time.
 * @throws Error that names what did not answer in time; at once, what does not pass by itself (a wrong password, no such database).
 */
export async function awaitNeeds(needs: readonly Need[], patience: Patience): Promise<void> {
  await Promise.all(needs.map((need) => awaitNeed(need, patience)));
}

async function awaitNeed(need: Need, { log, patienceMs, reached }: Patience): Promise<void> {
  const { name: dependency } = need;
  const began = performance.now();
  for (let pause = PAUSE_MS.first, said = -Infinity; ; pause = Math.min(pause * 2, PAUSE_MS.longest)) {
    const error = await need.reach().then(() => undefined, (failure: unknown) => failure);
    const now = performance.now();
    const waitedMs = Math.round(now - began);
    if (error === undefined) {
      if (said > 0) log.info({ dependency, waitedMs }, 'a dependency answers');
      return reached?.(dependency);
    }
    const facts = { dependency, error: codeOf(error), waitedMs };
    if (!isTransient(error) || waitedMs >= patienceMs) throw new Error(givenUp(need, facts, isTransient(error)), { cause: error });
    if (now - said >= SAY_EVERY_MS) {
      log.warn(facts, 'waits for a dependency before it begins');
      said = now;
    }
    await sleep(pause);
  }
}

function givenUp({ name, variable }: Need, { error, waitedMs }: { readonly error: string; readonly waitedMs: number }, passes: boolean): string {
  if (!passes) return `${name} refuses (${error}): correct ${variable}, or what stands behind it`;
  return `${name} has not answered for ${Math.round(waitedMs / 1_000)} s (${error}): start it, or correct ${variable}`;
}

/** A code of Postgres or of the operating system; never a text, which may hold what was configured. */
function codeOf(error: unknown): string {
  const { code, name } = error as { readonly code?: unknown; readonly name?: string };
  return typeof code === 'string' ? code : (name ?? 'Error');
}

function postgres(name: string, variable: string, url: string): Need {
  return {
    name, variable,
    async reach() {
      const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_WITHIN_MS });
      client.on('error', () => undefined); // it broke while nothing was asked
      try {
        await client.connect();
        await client.query('select 1');
      } finally {
        void client.end().catch(() => undefined); // of one that never came to be, nothing may be heard any more
      }
    },
  };
}
