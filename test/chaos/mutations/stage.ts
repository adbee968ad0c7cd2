import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { consumerTables, leaseTables, listParked, readCheckpoint, storeFeed } from '@flipside/feeds';
import { partOf, PARTITIONS } from '@flipside/feeds/kafka/client';
import { hasReached } from '@flipside/feeds/kafka/delivery';
import { readRelayPlace } from '@flipside/feeds/kafka/relay-checkpoint';
import { kafkaTables } from '@flipside/feeds/kafka/tables';
import { createPostgresEventStore } from '@flipside/event-store-postgres';
import { migrateReadModels } from '@flipside/read-models/prepare';
import type { TestKafka } from '@flipside/testing/kafka';
import { RUN_TS } from '@flipside/testing/run-ts';
import { KafkaRig } from '../../../libs/feeds/test/kafka-rig.js';
import { noFindings, type Findings } from '../checks/findings.js';
import { idsByPart, readTopics } from '../checks/read-topics.js';
import { checkPartition } from '../checks/topics.js';
import type { Mutation } from './mutations.js';
import { toContract, type NotesRow } from './notes.js';
import type { Work } from './worker.js';

const MUTATE = fileURLToPath(new URL('./mutate.mjs', import.meta.url));
const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));
const consumers = ['notes', 'noting'] as const;
/** A client that is refused says so within seconds. */
const STUCK_AFTER_MS = 30_000;

interface Said {
  readonly reached?: string;
  readonly warned?: string;
  readonly passed?: string;
}

export interface Sleeping {
  /** Resolves once it has passed a point, or warned of something. */
  wake(until: string): Promise<void>;
}

/** A log, its topic and who hears it, told and heard by programs that are made wrong and broken on purpose. */
export class Stage {
  private readonly children: ChildProcess[] = [];
  readonly warned: string[] = [];

  private constructor(
    readonly rig: KafkaRig,
    private readonly mutations: readonly Mutation[],
  ) {}

  static async open(kafka: TestKafka, mutations: readonly Mutation[]): Promise<Stage> {
    const rig = await KafkaRig.open(kafka);
    const { pool, url } = rig.hearer;
    await pool.query(leaseTables + consumerTables + kafkaTables);
    await migrateReadModels(pool);
    await pool.query(`create table notes_v1 (id text primary key, heard jsonb not null); insert into read_model (name, active_table, version) values ('notes', 'notes_v1', 1)`);
    await (await createPostgresEventStore({ url, service: 'sessions', migrate: true })).close();
    return new Stage(rig, mutations);
  }

  start(role: Work['role'], fault?: Work['fault']): ChildProcess {
    const work: Work = { settings: this.rig.settings, role, teller: this.rig.teller.url, hearer: this.rig.hearer.url, ...(fault && { fault }) };
    const child = fork(WORKER, [JSON.stringify(work)], {
      execArgv: [...RUN_TS, '--import', MUTATE], env: { ...process.env, FLIPSIDE_MUTATIONS: JSON.stringify(this.mutations) },
    });
    child.on('message', ({ warned }: Said) => warned && this.warned.push(warned));
    this.children.push(child);
    return child;
  }

  /** Starts one that dies at a point, and waits until it has. */
  async die(role: Work['role'], point: string): Promise<void> {
    const [, signal] = (await once(this.start(role, { point, how: 'dies' }), 'exit')) as [number | null, string | null];
    if (signal !== 'SIGKILL') throw new Error(`it ended without having come to ${point}: ${this.warned.join('; ')}`);
  }

  /** Starts one that falls asleep at a point, beyond what its lease and its place in a group are worth. */
  async sleep(role: Work['role'], point: string): Promise<Sleeping> {
    const child = this.start(role, { point, how: 'sleeps' });
    const signal = AbortSignal.timeout(60_000);
    const said = async (): Promise<Said> => ((await once(child, 'message', { signal })) as [Said])[0];
    while ((await said()).reached !== point); // it may warn of something on its way there
    child.kill('SIGSTOP');
    return {
      wake: async (until) => {
        const heard = new Promise<void>((resolve) => {
          child.on('message', ({ warned = '', passed = '' }: Said) => (warned + passed).startsWith(until) && resolve());
        });
        child.send('go on');
        child.kill('SIGCONT');
        await heard;
      },
    };
  }

  /** Starts one that can't work, and waits until it has ended, or has not for long enough. */
  async endsByItself(role: Work['role']): Promise<Findings> {
    const child = this.start(role);
    const [code] = await once(child, 'exit', { signal: AbortSignal.timeout(STUCK_AFTER_MS) }).catch(() => [undefined]);
    if (code === 1) return noFindings();
    await this.end(child);
    return { ...noFindings(), stuck: [`${role} neither works nor ends after ${STUCK_AFTER_MS} ms: ${this.warned.slice(-3).join('; ')}`] };
  }

  async end(child: ChildProcess): Promise<void> {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Waits until all that was told was taken by everybody. */
  async heard(): Promise<void> {
    const { rig } = this;
    await rig.told();
    const ends = (await readRelayPlace(rig.teller.pool))!.ends[rig.topic]!;
    await rig.until(async () => {
      const reached = await Promise.all(consumers.flatMap((name) => ends.map(async (end, n) => hasReached(await readCheckpoint(rig.hearer.pool, name, partOf(rig.topic, n)), BigInt(end)))));
      return reached.every(Boolean);
    }, 90_000);
  }

  /** What is wrong on the topic. */
  async lookAtTopic(): Promise<Findings> {
    const findings = noFindings();
    const { rig } = this;
    const feed = await idsByPart(rig.topic, storeFeed(rig.store, 'participants', toContract, 'sealed'));
    const told = await readTopics(rig.settings.brokers, await this.endsOf());
    for (let n = 0; n < PARTITIONS; n++) checkPartition(partOf(rig.topic, n), feed.get(partOf(rig.topic, n)) ?? [], told.get(partOf(rig.topic, n)) ?? [], findings);
    return findings;
  }

  /** What is wrong with the rows of the read model and with what the policy appended. */
  async lookAtHearer(): Promise<Findings> {
    const findings = noFindings();
    const { rows } = await this.rig.hearer.pool.query<NotesRow>('select id, heard from notes_v1');
    const { rows: appended } = await this.rig.hearer.pool.query<NotesRow>(
      `select substr(stream, 6) as id, array_agg(data ->> 'eventId' order by revision) as heard from event_store.events group by stream`,
    );
    for (let stream = 0; stream < 5; stream++) {
      const name = `unit-${stream}`;
      const expected = (await this.rig.store.readStream(name)).map(({ id }) => id);
      compare(`rows of ${name}`, expected, rows.find(({ id }) => id === name)?.heard ?? [], findings);
      compare(`notes of ${name}`, expected, appended.find(({ id }) => id === name)?.heard ?? [], findings);
    }
    findings.parked.push(...(await listParked(this.rig.hearer.pool)).map(({ consumer, stream, error }) => `${consumer} ${stream}: ${error}`));
    return findings;
  }

  async close(): Promise<void> {
    for (const child of this.children) child.kill('SIGKILL');
    await this.rig.close();
  }

  /** Where the topic ends just now, whatever the relay thinks. */
  private async endsOf(): Promise<Readonly<Record<string, readonly string[]>>> {
    const admin = this.rig.client().admin();
    await admin.connect();
    const offsets = await admin.fetchTopicOffsets(this.rig.topic);
    await admin.disconnect();
    const ends = offsets.toSorted((a, b) => a.partition - b.partition).map(({ high }) => (high === '0' ? '0' : String(BigInt(high) - 1n))); // the last is a transaction's end
    return { [this.rig.topic]: ends };
  }
}

function compare(name: string, expected: readonly string[], made: readonly string[], findings: Findings): void {
  const missing = expected.filter((id) => !made.includes(id));
  if (missing.length > 0) findings.lost.push(`${name}: ${missing.length}`);
  const distinct = [...new Set(made)];
  if (made.length > distinct.length) findings.twice.push(`${name}: ${made.length - distinct.length}`);
  if (missing.length === 0 && distinct.join() !== expected.join()) findings.outOfOrder.push(name);
}
