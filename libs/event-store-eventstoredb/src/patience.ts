import { setTimeout as wait } from 'node:timers/promises';
import { passes, unavailable } from './faults.js';

export interface Patience {
  /** How long to go on trying; Infinity never gives up. */
  readonly ms: number;
  readonly signal?: AbortSignal;
}

const LONGEST_PAUSE_MS = 200;

/**
 * Repeats a call while the server does not answer. There is always a pause before anything else happens: after a failure
 * the client replaces its channel, and a call begun in the same turn of the event loop would meet the closed one.
 * @throws StoreUnavailable when patience has run out or the signal aborts; what does not pass by itself is thrown at once.
 */
export async function patiently<T>(call: () => Promise<T>, { ms, signal }: Patience): Promise<T> {
  const end = performance.now() + ms;
  for (let pause = 10; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await call();
    } catch (error) {
      if (!passes(error)) throw error;
      await wait(pause);
      if (signal?.aborted || performance.now() >= end) throw unavailable(error);
    }
  }
}
