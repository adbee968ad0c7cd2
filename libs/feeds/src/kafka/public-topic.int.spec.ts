import type { Contract, ContractDraft } from '@flipside/contracts';
import type { NewEvent, RecordedEvent } from '@flipside/event-sourcing';
import { testKafka } from '@flipside/testing/kafka';
import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import { KafkaRig, newEvent } from '../../test/kafka-rig.js';
import type { FeedConsumer } from '../feed.js';
import { TransientFault } from '../transient.js';
import { topicName } from './client.js';
import { HIDDEN } from './message.js';
import type { Whereabouts } from './whereabouts.js';

const kafka = await testKafka();

/** Units are public; of what people do, nobody outside hears. */
const toContract = ({ type, data }: RecordedEvent): readonly ContractDraft[] => {
  const sealed = { type, audience: 'sealed' as const, data };
  return type === 'UnitClosed' ? [sealed, { type, audience: 'public', data, at: '2026-01-05T00:00:00.000Z' }] : [sealed];
};

const whereabouts = ({ id, position, revision, correlationId, traceparent }: Pick<Contract, 'id' | keyof Whereabouts>): object =>
  ({ id, position, revision, correlationId, traceparent });

interface Raw {
  readonly partition: number;
  readonly offset: string;
  /** Written by the brokers: the end of a transaction. */
  readonly isControlRecord: boolean;
  readonly batchContext: object;
}

/** Without who told it, what is hidden, and when the brokers ended its transaction: which they keep, see `whereabouts.ts`. */
function without({ batchContext, ...record }: Raw): object {
  const ended = record.isControlRecord && { timestamp: undefined, firstTimestamp: undefined, maxTimestamp: undefined };
  return { ...record, [HIDDEN]: undefined, ...ended, batchContext: { ...batchContext, producerId: undefined, ...ended } };
}

type Step = readonly { readonly stream: string; readonly type: string; readonly id: string }[];
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
/** What is public, each step told before the next; and the same with people answering, rating and leaving in between. */
const open: readonly Step[] = Array.from({ length: 6 }, (_, n) => [{ stream: `unit-${n % 2}`, type: 'UnitClosed', id: id(n) }]);
const hidden = (n: number): Step[number] => ({ stream: `unit-${n % 2}`, type: 'PersonLeft', id: id(1_000 + n) });
const amidst: readonly Step[] = open.flatMap((step, n) => [[hidden(3 * n)], [hidden(3 * n + 1), ...step, hidden(3 * n + 2)]]);

(kafka ? describe : describe.skip)('a public topic', () => {
  const rigs: KafkaRig[] = [];
  const newRig = async (): Promise<KafkaRig> => {
    const rig = await KafkaRig.open(kafka!);
    rigs.push(rig);
    return rig;
  };
  afterEach(async () => {
    for (const rig of rigs.splice(0)) await rig.close();
  });
  const topicOf = ({ settings }: KafkaRig): string => topicName(settings, 'participants', 'public');

  async function tell(rig: KafkaRig, steps: readonly Step[]): Promise<void> {
    rig.relay({ toContract });
    for (const [n, step] of steps.entries()) {
      for (const { stream, type, id } of step) {
        const event = newEvent(type, 0);
        const trace = { correlationId: `correlation-${n}`, traceparent: `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01` };
        const sent: NewEvent = { ...event, id, metadata: { ...event.metadata, ...(n % 3 === 0 && trace) } };
        await rig.store.append(stream, [sent], (await rig.store.readStream(stream)).at(-1)?.revision ?? 'none');
      }
      await rig.told();
    }
  }

  /** All that a client of Kafka can see of it: messages, what the brokers wrote between them, and the heads of their batches. */
  async function raw(rig: KafkaRig, count: number): Promise<Raw[]> {
    const consumer = rig.client().consumer({ groupId: `${rig.settings.prefix}outsider`, maxWaitTimeInMs: 100, readUncommitted: true });
    const seen: Raw[] = [];
    await consumer.connect();
    await consumer.subscribe({ topic: topicOf(rig), fromBeginning: true });
    await consumer.run({
      eachBatch: async ({ batch }) => {
        const { partition, highWatermark, rawMessages } = batch as EachBatchPayload['batch'] & { rawMessages: readonly (KafkaMessage & Raw)[] };
        for (const { offset, timestamp, attributes, key, value, headers, isControlRecord, batchContext } of rawMessages) {
          const texts = Object.fromEntries(Object.entries(headers!).map(([name, text]) => [name, String(text)]));
          const record = { partition, offset, timestamp, attributes, highWatermark, key: String(key), value: String(value), isControlRecord, batchContext };
          seen.push({ ...record, ...texts });
        }
      },
    });
    await rig.until(() => seen.length >= count);
    await consumer.disconnect();
    return seen.toSorted((a, b) => a.partition - b.partition || Number(a.offset) - Number(b.offset));
  }

  it('is the same to outsiders, offsets and all, whatever happens between that is nobody’s business', async () => {
    const [quiet, busy] = [await newRig(), await newRig()];
    await Promise.all([tell(quiet, open), tell(busy, amidst)]);
    const [one, other] = await Promise.all([quiet, busy].map((rig) => raw(rig, 2 * open.length))) as [Raw[], Raw[]];
    expect(other.map(without)).toEqual(one.map(without));
    expect(one.map(({ isControlRecord }) => isControlRecord)).toEqual(open.flatMap(() => [false, true]));
    const boxes = [...one, ...other].filter(({ isControlRecord }) => !isControlRecord).map((message) => (message as unknown as Record<string, string>)[HIDDEN]!);
    expect(new Set(boxes.map((box) => box.length)).size).toBe(1);
    expect(new Set(boxes).size).toBe(12);
    expect(one[0]).toMatchObject({ timestamp: String(Date.parse('2026-01-05T00:00:00.000Z')) });
    expect(JSON.stringify(one)).not.toMatch(/correlation|traceparent|abab|cdcd|"ce_(position|revision)/);
  });

  it('waits for an owner who is away, alone; then our own services have position, revision and trace of each event', async () => {
    const rig = await newRig();
    let answers = false;
    let asked = 0;
    const transport = rig.transport('sessions', async () => {
      asked++;
      if (!answers) throw new TransientFault('participants does not answer');
      return rig.hiding;
    });
    const heard = { public: [] as object[], sealed: [] as object[] };
    const consumer = (audience: 'public' | 'sealed'): FeedConsumer<Contract> => ({
      name: audience,
      open: async () => undefined,
      take: async (_, { events }) => heard[audience].push(...events.map(whereabouts)) > 0,
    });
    transport.listen(() => undefined);
    for (const audience of ['public', 'sealed'] as const) {
      rig.work.push(transport.hand(topicName(rig.settings, 'participants', audience), consumer(audience), rig.ending.signal));
    }
    await tell(rig, amidst);
    await rig.until(() => heard.sealed.length === 24 && asked > 1);
    expect(heard.public).toEqual([]);
    answers = true;
    await rig.until(() => heard.public.length === 6);
    const { events } = await rig.store.read({ limit: 100 });
    const inLog = events.filter(({ type }) => type === 'UnitClosed').map(({ metadata, ...event }) => whereabouts({ ...event, ...metadata }));
    expect(heard.public).toEqual(expect.arrayContaining(inLog));
    expect(heard.public).toHaveLength(inLog.length);
    expect(rig.failures).toEqual([]);
  });
});
