/**
 * Sessions held and minutes spent, by programme and month, from the public topic alone. It reads to the end as it is now and
 * prints one JSON array: node docs/examples/sessions-per-month.ts BROKERS [PREFIX]
 */
import kafkajs, { type KafkaMessage } from 'kafkajs';

interface Recorded {
  readonly sessionId: string;
  readonly programmeId: string;
  readonly startsAt: string;
  readonly stretches: readonly { readonly minutes: number }[];
}

const [brokers = '127.0.0.1:9092', prefix = ''] = process.argv.slice(2);
const topic = `${prefix}flipside.sessions.v1`;
const kafka = new kafkajs.Kafka({ clientId: 'sessions-per-month', brokers: brokers.split(','), logLevel: kafkajs.logLevel.NOTHING });

/** What counts of a session: its last record. */
const sessions = new Map<string, Recorded>();
const seen = new Set<string>();

function take({ headers, value }: KafkaMessage): void {
  const id = String(headers!['ce_id']);
  if (seen.has(id)) return; // delivery is at least once
  seen.add(id);
  const type = /^flipside\.sessions\.(\w+)\.v1$/.exec(String(headers!['ce_type']))?.[1];
  if (type !== 'SessionHeld' && type !== 'SessionConfirmed' && type !== 'SessionCorrected') return; // more types may come
  const record = JSON.parse(String(value)) as Recorded;
  sessions.set(record.sessionId, record); // order holds within the stream of a session: the last one counts
}

/** Partitions that hold something which was not read yet. */
const admin = kafka.admin();
await admin.connect();
const unread = new Set((await admin.fetchTopicOffsets(topic)).filter(({ low, high }) => low !== high).map(({ partition }) => partition));
await admin.disconnect();

// A group that is new each time begins at the beginning; one that goes on keeps its name, and stores figure and offsets together.
const consumer = kafka.consumer({ groupId: `${prefix}sessions-per-month-${process.pid}`, maxWaitTimeInMs: 200, readUncommitted: false });
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
await new Promise<void>((resolve, reject) => {
  const ended = (partition: number): void => {
    unread.delete(partition);
    if (unread.size === 0) resolve();
  };
  consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
    if (Number(payload.offsetLag) <= 0) ended(payload.partition);
  });
  if (unread.size === 0) resolve();
  else void consumer.run({ eachBatch: async ({ batch }) => batch.messages.forEach(take) }).catch(reject);
});
await consumer.disconnect();

const cells = new Map<string, { programmeId: string; month: string; sessions: number; minutes: number }>();
for (const { programmeId, startsAt, stretches } of sessions.values()) {
  const month = startsAt.slice(0, 7);
  const cell = cells.get(`${programmeId} ${month}`) ?? { programmeId, month, sessions: 0, minutes: 0 };
  cell.sessions += 1;
  cell.minutes += stretches.reduce((sum, { minutes }) => sum + minutes, 0);
  cells.set(`${programmeId} ${month}`, cell);
}
const figure = [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
process.stdout.write(`${JSON.stringify(figure)}\n`);
