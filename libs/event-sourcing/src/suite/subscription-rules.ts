import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Batch } from '../event-store.js';
import type { Position, RecordedEvent } from '../events.js';
import { eventually, idsOf, newEvent, newEvents, newStream, type Bench, type ClosableStore } from './engine.js';

export function describeSubscription(bench: () => Bench): void {
  const store = () => bench().store;

  describe('a subscription', () => {
    it('gives what is there and then what comes, once and in order', async () => {
      const after = await store().head();
      const before = newEvents(3);
      await store().append(newStream(), before, 'none');
      const reader = follow(store(), { after });
      await eventually(() => reader.events.length === 3);
      const later = Array.from({ length: 50 }, () => newEvent());
      for (const event of later) await store().append(newStream(), [event], 'none');
      await eventually(() => reader.events.length >= 53);
      expect(idsOf(reader.events)).toEqual(idsOf([...before, ...later]));
      expect(reader.upTo).toEqual(await store().head());
      await reader.stop();
    });

    it('gives what others append', async () => {
      const other = await bench().engine.open();
      const reader = follow(store(), { after: await store().head() });
      for (let i = 0; i < 10; i++) {
        await other.append(newStream(), newEvents(1), 'none');
        await eventually(() => reader.events.length === i + 1);
      }
      await reader.stop();
      await other.close();
    });

    it('misses nothing between what is there and what comes, under load', async () => {
      const after = await store().head();
      const writing = Promise.all(
        Array.from({ length: 8 }, async () => {
          for (let i = 0; i < 100; i++) await store().append(newStream(), newEvents(2), 'none');
        }),
      );
      const readers = Array.from({ length: 5 }, () => follow(store(), { after }));
      await writing;
      await eventually(() => readers.every((reader) => reader.events.length >= 1600));
      const log = await store().read({ after, limit: 5_000 });
      for (const reader of readers) expect(idsOf(reader.events)).toEqual(idsOf(log.events));
      await Promise.all(readers.map((reader) => reader.stop()));
    });

    it('moves its position on past events of other categories', async () => {
      const category = `rare${Date.now()}`;
      const reader = follow(store(), { after: await store().head(), categories: [category] });
      await store().append(newStream(category), newEvents(1), 'none');
      await store().append(newStream(), newEvents(20), 'none');
      const head = await store().head();
      await eventually(() => reader.upTo?.n === head.n);
      expect(reader.events.map((event) => event.stream.startsWith(category))).toEqual([true]);
      await store().append(newStream(category), newEvents(1), 'none');
      await eventually(() => reader.events.length === 2);
      await reader.stop();
    });

    it('finds rare events in a long log, from the beginning', async () => {
      const category = `rare${Date.now()}`;
      for (let i = 0; i < 3; i++) {
        await store().append(newStream(category), newEvents(1), 'none');
        await store().append(newStream(), newEvents(700), 'none');
      }
      const reader = follow(store(), { categories: [category, 'nothing'] });
      await eventually(() => reader.events.length === 3);
      await reader.stop();
    });

    it('ends when its signal aborts, whether it waits or not, and when its reader leaves', async () => {
      const waiting = follow(store(), { after: await store().head() });
      await new Promise((resolve) => setTimeout(resolve, 50));
      await waiting.stop();
      const aborted = new AbortController();
      aborted.abort();
      for await (const batch of store().subscribe({ signal: aborted.signal })) throw new Error(`gave ${batch.events.length}`);
      await store().append(newStream(), newEvents(1), 'none');
      for await (const batch of store().subscribe({ signal: new AbortController().signal })) {
        expect(batch.events.length).toBeGreaterThan(0);
        break;
      }
    });

    it('reads the next batch when it is asked for: a stalled reader holds no more than that', async () => {
      const after = await store().head();
      const keepsUp = follow(store(), { after }, (batch) => ({ ...batch, events: [] }));
      const batches = store().subscribe({ after, signal: new AbortController().signal })[Symbol.asyncIterator]();
      const text = 'x'.repeat(200_000);
      await store().append(newStream(), [newEvent({ text: `${0}${text}` })], 'none');
      const first = (await batches.next()).value as Batch;
      const before = await heldBytes();
      const stream = newStream();
      for (let i = 0; i < 400; i++) {
        await store().append(stream, [newEvent({ i, text: `${i}${text}` })], i ? BigInt(i - 1) : 'none');
      }
      const head = await store().head();
      await eventually(() => keepsUp.upTo?.n === head.n);
      expect((await heldBytes()) - before).toBeLessThan(40e6);
      const seen: unknown[] = [];
      for (let upTo = first.upTo; upTo.n < head.n; ) {
        const batch = (await batches.next()).value as Batch;
        seen.push(...batch.events.map((event) => event.data['i']));
        upTo = batch.upTo;
      }
      expect(seen).toEqual(Array.from({ length: 400 }, (_, i) => i));
      await batches.return?.();
      await keepsUp.stop();
    });
  });
}

export interface Follower {
  readonly events: RecordedEvent[];
  readonly upTo: Position | undefined;
  /** Ends the subscription and waits for its end; throws what it threw. */
  stop(): Promise<void>;
  /** Settles when the subscription ends. */
  readonly ended: Promise<void>;
}

/** Collects what a subscription gives. */
export function follow(
  store: ClosableStore,
  wanted: { readonly after?: Position; readonly categories?: readonly string[] },
  keep: (batch: Batch) => Batch = (batch) => batch,
): Follower {
  const stop = new AbortController();
  const follower = { events: [] as RecordedEvent[], upTo: wanted.after };
  const run = async (): Promise<void> => {
    for await (const batch of store.subscribe({ ...wanted, signal: stop.signal })) {
      follower.events.push(...keep(batch).events);
      follower.upTo = batch.upTo;
    }
  };
  const ended = run();
  ended.catch(() => undefined); // whoever waits for it sees it
  return Object.assign(follower, {
    ended,
    stop() {
      stop.abort();
      return ended;
    },
  });
}

/** What is still held after several collections: buffers are given back a little after the objects that held them. */
async function heldBytes(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let held = Infinity;
  for (let i = 0; i < 5; i++) {
    await new Promise((resolve) => setTimeout(resolve, 40));
    collect();
    const { heapUsed, external } = process.memoryUsage();
    held = Math.min(held, heapUsed + external);
  }
  return held;
}
