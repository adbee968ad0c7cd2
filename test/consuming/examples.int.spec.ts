import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { faultsOf, sessionsPublic } from '@flipside/contracts';
import type { NewEvent, RecordedEvent } from '@flipside/event-sourcing';
import { createPostgresEventStore } from '@flipside/event-store-postgres';
import { Leases, leaseTables } from '@flipside/feeds';
import { readRelayPlace } from '@flipside/feeds/kafka/relay-checkpoint';
import { runRelay } from '@flipside/feeds/kafka/relay';
import { kafkaTables } from '@flipside/feeds/kafka/tables';
import { createHiding } from '@flipside/feeds/kafka/whereabouts';
import { toContract } from '@flipside/sessions/relay/to-contract';
import { testDatabase } from '@flipside/testing';
import { testKafka } from '@flipside/testing/kafka';
import { pythonWith } from './python.js';

const run = promisify(execFile);
const kafka = await testKafka();
const examples = new URL('../../docs/examples/', import.meta.url);

type Cell = { programmeId: string; month: string; sessions: number; minutes: number };

const programmes = Array.from({ length: 3 }, () => randomUUID());

/** A session's stream: planned, and for most of them held, confirmed or corrected by the other side, which moves it to another month. */
function sessionOf(n: number): { stream: string; events: NewEvent[] } {
  const ids = { sessionId: randomUUID(), pairingId: randomUUID(), programmeId: programmes[n % 3]! };
  const on = (month: number): string => `2026-0${1 + (month % 6)}-28T23:30:00.000Z`;
  const record = (month: number, minutes: number) => ({ ...ids, startsAt: on(month), stretches: [{ kind: 'hands-on', minutes }, { kind: 'help-desk', minutes: 5 }] });
  const all: [string, object][] = [
    ['SessionScheduled', { ...ids, startsAt: on(n), endsAt: on(n) }],
    ...(n % 5 > 0 ? [['SessionHeld', { ...record(n, 30 + n), by: 'mentor' }] as [string, object]] : []),
    ...(n % 5 === 1 ? [['SessionConfirmed', record(n, 30 + n)] as [string, object]] : []),
    ...(n % 5 === 2 ? [['SessionCorrected', record(n + 1, 10)] as [string, object]] : []),
    ...(n % 5 > 0 ? [['FeedbackGiven', { ...ids, direction: n % 2 ? 'to-mentor' : 'to-mentee', kind: 'career' }] as [string, object]] : []),
  ];
  const events = all.map(([type, data], index) => ({
    id: randomUUID(), type, data: data as Record<string, unknown>,
    metadata: { commandId: randomUUID(), index, actor: { kind: 'system' as const }, at: '2026-07-01T09:00:00.000Z', schemaVersion: 1 },
  }));
  return { stream: `session-${ids.sessionId}`, events };
}

/** The figure by the log itself. */
function folded(log: readonly RecordedEvent[]): Cell[] {
  const last = new Map<unknown, RecordedEvent['data']>();
  for (const { type, data } of log) if (/^Session(Held|Confirmed|Corrected)$/.test(type)) last.set(data['sessionId'], data);
  const cells = Map.groupBy(last.values(), ({ programmeId, startsAt }) => `${String(programmeId)} ${String(startsAt).slice(0, 7)}`);
  return [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, records]) => ({
    programmeId: key.split(' ')[0]!, month: key.split(' ')[1]!, sessions: records.length,
    minutes: records.flatMap(({ stretches }) => stretches as { minutes: number }[]).reduce((sum, { minutes }) => sum + minutes, 0),
  }));
}

(kafka ? describe : describe.skip)('the consumers of docs/consuming-events.md', () => {
  const prefix = kafka?.prefix() ?? '';
  const ending = new AbortController();
  const endings: (() => Promise<unknown>)[] = [];
  let log: readonly RecordedEvent[];

  beforeAll(async () => {
    const database = await testDatabase();
    await database.pool.query(leaseTables + kafkaTables);
    const store = await createPostgresEventStore({ url: database.url, service: 'sessions', migrate: true });
    const leases = new Leases({ url: database.url, service: 'sessions' });
    for (const { stream, events } of Array.from({ length: 120 }, (_, n) => sessionOf(n))) await store.append(stream, events, 'none');
    ({ events: log } = await store.read({ limit: 1_000 }));
    let failures = 1; // the first batch comes twice
    const settings = { brokers: kafka!.brokers, service: 'sessions', replication: 1, prefix } as const;
    const telling = runRelay({
      settings, store, toContract, hiding: createHiding(randomBytes(32)), db: database.pool, leases, warn: () => undefined,
      at: async (point) => {
        if (point === 'after-send' && failures-- > 0) throw Object.assign(new Error('the relay is said to have died here'), { code: 'ECONNRESET' });
      },
    }, ending.signal);
    endings.push(() => telling, () => leases.close(), () => store.close(), () => database.drop());
    while ((await readRelayPlace(database.pool))?.upTo.n !== log.at(-1)!.position.n) await Promise.race([telling, new Promise((resolve) => setTimeout(resolve, 20))]);
  });
  afterAll(async () => {
    ending.abort();
    for (const end of endings) await end();
  });

  it('build the same figure in TypeScript and in Python, which is that of the log', async () => {
    const expected = folded(log);
    expect(expected.length).toBeGreaterThan(9);
    for (const event of log) for (const { audience, type, data } of toContract(event)) {
      if (audience === 'public') expect([type, faultsOf(sessionsPublic[type as keyof typeof sessionsPublic].data, data)]).toEqual([type, []]);
    }
    const settings = [kafka!.brokers.join(','), prefix];
    const at = (file: string): string => fileURLToPath(new URL(file, examples));
    const python = await pythonWith(new URL('requirements.txt', examples));
    const [typescript, other] = await Promise.all([
      run(process.execPath, [at('sessions-per-month.ts'), ...settings]),
      python ? run(python, [at('sessions_per_month.py'), ...settings]) : undefined,
    ]);
    expect(JSON.parse(typescript.stdout)).toEqual(expected);
    if (other) expect(JSON.parse(other.stdout)).toEqual(expected);
  });
});
