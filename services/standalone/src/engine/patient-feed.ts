import { setTimeout as sleep } from 'node:timers/promises';
import type { Feed, Placed } from '@flipside/feeds';
import type { WorkCounter } from '@flipside/service-kit';

const REST_MS = 2_000;

/**
 * The same feed for who shares the processor with the service that it tells of: while that has bulk work under way, a batch
 * is followed by a rest of two seconds, or until the work is done. What waits then comes in larger batches.
 */
export function patientFeed<E extends Placed>(feed: Feed<E>, bulk: () => WorkCounter): Feed<E> {
  return {
    ...feed,
    async *follow(options) {
      for await (const batch of feed.follow(options)) {
        yield batch;
        const work = bulk();
        if (work.count > 0) await Promise.race([work.drained(), sleep(REST_MS, undefined, { signal: options.signal }).catch(() => undefined)]);
      }
    },
  };
}
