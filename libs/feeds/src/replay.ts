import type { Pool } from 'pg';
import type { Feed, Placed } from './feed.js';
import { failedAgain, faultName, parkedOf, type ParkedEvent, type ParkedStream } from './parking.js';
import { isTransient } from './transient.js';

/** How a consumer takes a parked event once more: whatever its place, without a further try. */
export interface Retake<E extends Placed> {
  readonly feed: Feed<E>;
  /** Takes the event and removes it; in one transaction where what it does is in the same database. @throws when it fails again. */
  readonly take: (parked: ParkedEvent, event: E) => Promise<void>;
}

export interface Replayed {
  readonly handled: number;
  /** Events of the stream that are still parked. */
  readonly left: number;
  /** Why the first of them failed again. */
  readonly error?: unknown;
}

/** The source does not tell the event any more. */
export class EventGone extends Error {}

/**
 * Hands the parked events of a stream to their consumer once more, in their order, until one fails again: it stays with
 * those behind it. @throws faults that pass; what was handled by then is handled.
 */
export async function replayParked<E extends Placed>(db: Pool, stream: ParkedStream, { feed, take }: Retake<E>): Promise<Replayed> {
  for (let handled = 0; ; handled++) {
    const [first, ...others] = await parkedOf(db, stream);
    if (!first) return { handled, left: 0 };
    try {
      await take(first, await eventOf(feed, first));
    } catch (error) {
      if (isTransient(error)) throw error;
      await failedAgain(db, first.id, faultName(error));
      return { handled, left: others.length + 1, error };
    }
  }
}

async function eventOf<E extends Placed>(feed: Feed<E>, { stream, eventId }: ParkedEvent): Promise<E> {
  const event = await feed.find(stream, eventId);
  if (!event) throw new EventGone('the source does not tell the event any more');
  if (event.broken) throw event.broken;
  return event;
}
