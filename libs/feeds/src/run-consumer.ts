import { setTimeout as sleep } from 'node:timers/promises';
import { EpochChanged } from '@flipside/event-sourcing';
import type { Feed, FeedConsumer, Placed } from './feed.js';
import { asOutdated } from './outdated.js';
import { isTransient, overOf } from './transient.js';

export type Warn = (facts: Readonly<Record<string, unknown>>, message: string) => void;

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Brings a feed to a named consumer until the signal aborts: pulled from a store, or handed out by a broker. Faults of the
 * surroundings are waited out. @throws what does not pass by itself: the program has to say so and stop.
 */
export async function runConsumer<E extends Placed>(consumer: FeedConsumer<E>, feed: Feed<E>, warn: Warn, signal: AbortSignal): Promise<void> {
  if (feed.handed) return feed.handed.hand(consumer, signal);
  let over: Promise<unknown> | undefined;
  for (let pause = FIRST_PAUSE_MS; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    over = undefined;
    try {
      await follow(consumer, feed, signal, () => (pause = FIRST_PAUSE_MS));
    } catch (error) {
      if (signal.aborted) return;
      if (!isTransient(error) || error instanceof EpochChanged) throw asOutdated(error, consumer.name, feed.source);
      warn({ consumer: consumer.name, error: String(error) }, 'consumer waits for its surroundings');
      over = overOf(error);
    }
    await rest(pause, over, signal);
  }
}

/** A pause that ends early where what was waited for is there. */
async function rest(ms: number, over: Promise<unknown> | undefined, signal: AbortSignal): Promise<void> {
  const awake = new AbortController();
  void over?.then(() => awake.abort());
  await sleep(ms, undefined, { signal: AbortSignal.any([signal, awake.signal]) }).catch(() => undefined);
}

/** From where the consumer stands, until somebody else moves it or the feed ends. */
async function follow<E extends Placed>(consumer: FeedConsumer<E>, feed: Feed<E>, signal: AbortSignal, moved: () => void): Promise<void> {
  let reached = await consumer.open(feed.source);
  for await (const batch of feed.follow({ after: reached, signal })) {
    if (!(await consumer.take(feed.source, batch, reached))) return;
    reached = batch.upTo;
    moved();
  }
}
