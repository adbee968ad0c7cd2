import { randomBytes, randomUUID } from 'node:crypto';
import type { Contract, ContractDraft } from '@flipside/contracts';
import { createPostgresEventStore, type PostgresEventStore } from '@flipside/event-store-postgres';
import type { NewEvent, RecordedEvent } from '@flipside/event-sourcing';
import { testDatabase, type TestDatabase } from '@flipside/testing';
import type { TestKafka } from '@flipside/testing/kafka';
import { consumerTables } from '../src/checkpoints.js';
import { storeFeed, type Feed } from '../src/feed.js';
import { openClient, topicName, type KafkaSettings } from '../src/kafka/client.js';
import { kafkaFeed } from '../src/kafka/kafka-feed.js';
import { readRelayPlace } from '../src/kafka/relay-checkpoint.js';
import { runRelay, type RelayParts } from '../src/kafka/relay.js';
import { kafkaTables } from '../src/kafka/tables.js';
import { KafkaTransport } from '../src/kafka/transport.js';
import { createHiding, type HidingOf } from '../src/kafka/whereabouts.js';
import { leaseTables } from '../src/lease-table.js';
import { Leases } from '../src/lease.js';

export const noteEvents = (event: RecordedEvent): readonly ContractDraft[] => [{ type: event.type, audience: 'sealed', data: event.data }];

/** participants' log, told to a real broker under names of this spec's own, and a database of somebody who hears it. */
export class KafkaRig {
  readonly warnings: string[] = [];
  readonly failures: unknown[] = [];
  readonly ending = new AbortController();
  readonly work: Promise<unknown>[] = [];
  readonly hiding = createHiding(randomBytes(32));
  private readonly opened: { close(): Promise<void> }[] = [];

  private constructor(
    readonly settings: KafkaSettings,
    readonly teller: TestDatabase,
    readonly hearer: TestDatabase,
    readonly store: PostgresEventStore,
  ) {}

  static async open(kafka: TestKafka, replication = 1): Promise<KafkaRig> {
    const settings = { brokers: kafka.brokers, service: 'participants', replication, prefix: kafka.prefix() } as const;
    const teller = await testDatabase();
    const hearer = await testDatabase();
    for (const { pool } of [teller, hearer]) await pool.query(leaseTables + consumerTables + kafkaTables);
    return new KafkaRig(settings, teller, hearer, await createPostgresEventStore({ url: teller.url, service: 'participants', migrate: true }));
  }

  get topic(): string {
    return topicName(this.settings, 'participants', 'sealed');
  }

  readonly warn = (facts: object, message: string): void => void this.warnings.push(`${message} ${JSON.stringify(facts)}`);

  relay(parts: Partial<RelayParts> = {}, signal = this.ending.signal): void {
    const leases = new Leases({ url: this.teller.url, service: 'participants', ttlMs: 2_000 });
    this.opened.push(leases);
    const whole = { settings: this.settings, store: this.store, toContract: noteEvents, hiding: this.hiding, db: this.teller.pool, leases, warn: this.warn, ...parts };
    this.work.push(runRelay(whole, signal).catch((error: unknown) => this.failures.push(error)));
  }

  transport(service: KafkaSettings['service'] = 'sessions', hidingOf: HidingOf = async () => this.hiding): KafkaTransport {
    const transport = new KafkaTransport({ settings: { ...this.settings, service }, db: this.hearer.pool, warn: this.warn, hidingOf });
    this.opened.unshift(transport);
    return transport;
  }

  feed(transport: KafkaTransport): Feed<Contract> {
    const owner = storeFeed(this.store, 'participants', noteEvents, 'sealed');
    const told = async () => (await readRelayPlace(this.teller.pool))!;
    return kafkaFeed({ settings: this.settings, transport, owner, told }, 'sealed');
  }

  /** Appends so many events, over some streams. */
  async append(count: number, streams = 5, type = 'UnitClosed'): Promise<void> {
    const known = await this.store.head();
    const made = Array.from({ length: count }, (_, i) => Number(known.n) + i);
    for (let stream = 0; stream < streams; stream++) {
      const name = `unit-${stream}`;
      const events = made.filter((n) => n % streams === stream).map((n) => newEvent(type, n));
      if (events.length === 0) continue;
      const last = (await this.store.readStream(name)).at(-1);
      await this.store.append(name, events, last?.revision ?? 'none');
    }
  }

  /** Waits until something holds. */
  async until(what: () => boolean | Promise<boolean>, ms = 60_000): Promise<void> {
    for (const deadline = Date.now() + ms; !(await what()); await new Promise((resolve) => setTimeout(resolve, 20))) {
      if (Date.now() > deadline) throw new Error(`it never came true; ${this.warnings.slice(-5).join('; ')} ${this.failures.join('; ')}`);
    }
  }

  async told(): Promise<void> {
    const { n } = await this.store.head();
    await this.until(async () => (await readRelayPlace(this.teller.pool))?.upTo.n === n);
  }

  client(): ReturnType<typeof openClient> {
    return openClient(this.settings);
  }

  /** Somebody else is in the group of those who hear, who shares partitions out in another way: the brokers refuse who comes second. @returns to leave it. */
  async takeGroup(): Promise<() => Promise<void>> {
    const other = this.client().consumer({
      groupId: `${this.settings.prefix}flipside-sessions`,
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 60 }, // a broker that has just begun knows no groups yet
      partitionAssigners: [() => ({ name: 'another-way', version: 1, assign: async () => [], protocol: () => ({ name: 'another-way', metadata: Buffer.from('') }) })],
    });
    const joined = new Promise((resolve) => other.on(other.events.GROUP_JOIN, resolve));
    await other.connect();
    await other.subscribe({ topic: this.topic });
    await other.run({ eachBatch: async () => undefined });
    await joined;
    return () => other.disconnect();
  }

  async close(): Promise<void> {
    this.ending.abort();
    await Promise.all(this.work);
    for (const one of this.opened) await one.close();
    await this.store.close();
    await Promise.all([this.teller.drop(), this.hearer.drop()]);
  }
}

export function newEvent(type: string, n: number): NewEvent {
  return {
    id: randomUUID(), type, data: { unitId: 'u', n },
    metadata: { commandId: randomUUID(), index: 0, actor: { kind: 'system' }, at: '2027-01-04T09:00:00.000Z', schemaVersion: 1 },
  };
}
