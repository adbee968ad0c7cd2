import { once } from 'node:events';
import type { Contract } from '@flipside/contracts';
import { handleCommand, type EventCodec } from '@flipside/event-sourcing';
import { createPostgresEventStore } from '@flipside/event-store-postgres';
import { ConsumerPlaces, definePolicy, FencedStore, Leases, runPolicy, storeFeed, type Cause, type Feed, type Policy } from '@flipside/feeds';
import { PARTITIONS, type KafkaSettings } from '@flipside/feeds/kafka/client';
import { TRIES_BEFORE_PARKING } from '@flipside/feeds/parking';
import { kafkaFeed } from '@flipside/feeds/kafka/kafka-feed';
import { readRelayPlace } from '@flipside/feeds/kafka/relay-checkpoint';
import { runRelay } from '@flipside/feeds/kafka/relay';
import { KafkaTransport } from '@flipside/feeds/kafka/transport';
import { ConsumerDied } from '@flipside/feeds/kafka/watchdog';
import { createHiding } from '@flipside/feeds/kafka/whereabouts';
import { runProjection, type PreparedReadModel } from '@flipside/read-models';
import pg from 'pg';
import { noted, notes, toContract, type Noted } from './notes.js';

/** What a worker does, and where it dies, falls asleep the first time, or loses its connection a few times. */
export interface Work {
  readonly settings: KafkaSettings;
  readonly role: 'tell' | 'hear';
  readonly teller: string;
  readonly hearer: string;
  readonly fault?: { readonly point: string; readonly how: 'dies' | 'sleeps' | 'cut' };
}

const TTL_MS = 1_500;
const work = JSON.parse(process.argv[2]!) as Work;
const never = new AbortController().signal;
const warn = (facts: object, message: string): void => void process.send!({ warned: `${message} ${JSON.stringify(facts)}` });
/** Partitions are taken at once, and each may be cut more often than an event is tried before it is parked. */
const CUTS = PARTITIONS * TRIES_BEFORE_PARKING;
let passed = 0;

const faults: Readonly<Record<NonNullable<Work['fault']>['how'], (point: string) => Promise<void> | void>> = {
  dies: () => void process.kill(process.pid, 'SIGKILL'),
  sleeps: async (point) => {
    if (passed > 1) return;
    process.send!({ reached: point });
    await once(process, 'message');
  },
  cut: () => {
    if (passed <= CUTS) throw Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' });
  },
};

/** Named places in the code, put there while it is loaded. */
(globalThis as { faultPoint?: (point: string) => Promise<void> }).faultPoint = async (point) => {
  const { fault } = work;
  if (fault?.how === 'sleeps' && passed > 0) process.send!({ passed: point });
  if (fault?.point !== point) return;
  passed++;
  await faults[fault.how](point);
};

const codec: EventCodec<Noted> = {
  version: () => 1,
  encode: async (events) => events.map(({ data }) => data),
  decode: async (events) => events as never,
};

const store = await createPostgresEventStore({ url: work.teller, service: 'participants' });
if (work.role === 'tell') await tell();
else await hear();

async function tell(): Promise<void> {
  const leases = new Leases({ url: work.teller, service: 'participants', ttlMs: TTL_MS });
  const db = new pg.Pool({ connectionString: work.teller, max: 2 });
  await runRelay({ settings: work.settings, store, toContract, hiding: createHiding(Buffer.alloc(32)), db, leases, warn }, never);
}

/** A read model and a policy, as a service runs them: under one lease, appending under it. */
async function hear(): Promise<void> {
  const db = new pg.Pool({ connectionString: work.hearer, max: 8 });
  const tellers = new pg.Pool({ connectionString: work.teller, max: 2 });
  const transport = new KafkaTransport({ settings: { ...work.settings, service: 'sessions' }, db, warn, hidingOf: async () => createHiding(Buffer.alloc(32)) });
  const told = async () => (await readRelayPlace(tellers))!;
  const feed = kafkaFeed({ settings: work.settings, transport, owner: storeFeed(store, 'participants', toContract, 'sealed'), told }, 'sealed');
  const leases = new Leases({ url: work.hearer, service: 'sessions', ttlMs: TTL_MS });
  const own = new FencedStore(await createPostgresEventStore({ url: work.hearer, service: 'sessions' }), leases);
  const places = new ConsumerPlaces(db);
  transport.listen(() => undefined);
  for (;;) {
    const lease = await leases.hold('consumers', never);
    const model = { projection: notes(feed), columns: ['id', 'heard'], db, template: 'notes_v1' } as unknown as PreparedReadModel<Contract, never>;
    await leases.under(lease, () => Promise.all([
      runProjection(model, feed, { places, warn }, lease.signal),
      runPolicy(policyOf(feed as unknown as Feed<Heard>, own), db, { places, warn }, lease.signal),
    ])).catch((error: unknown) => {
      if (error instanceof ConsumerDied) process.exit(1); // as a service does
      warn({ error: String(error) }, 'consumers begin again');
    });
    await lease.release();
  }
}

type Heard = Contract & Cause;

function policyOf(feed: Feed<Heard>, own: FencedStore): Policy<Heard> {
  const target = { store: own, codec, decider: noted };
  return definePolicy<Heard>({
    name: 'noting', feed, expected: [],
    on: {
      UnitClosed: async (event: Heard, context: { command(stream: string): never }) => {
        await (globalThis as unknown as { faultPoint(name: string): Promise<void> }).faultPoint('handling');
        const stream = `note-${event.stream}`;
        await handleCommand(target, stream, { eventId: event.id }, context.command(stream));
      },
    } as unknown as Policy<Heard>['on'],
  });
}
