import { setImmediate } from 'node:timers/promises';
import type { Feed, FeedConsumer, Placed } from './feed.js';
import { runConsumer } from './run-consumer.js';
import { TransientFault } from './transient.js';

describe('a consumer that is pulled', () => {
  it('tries again as soon as what it waited for is there, however long its pause has become', async () => {
    let tries = 0;
    const ending = new AbortController();
    const consumer: FeedConsumer<Placed> = {
      name: 'policy',
      open: async () => undefined,
      async take() {
        if (++tries < 12) throw new TransientFault('not there yet', { over: Promise.resolve() });
        ending.abort();
        return true;
      },
    };
    const feed = {
      source: 'participants',
      async *follow() {
        yield { events: [], upTo: { epoch: 1, n: 1n } };
      },
    } as unknown as Feed<Placed>;
    const running = runConsumer(consumer, feed, () => undefined, ending.signal);
    for (let turns = 0; turns < 200; turns++) await setImmediate(); // its pauses would be half a minute
    expect(tries).toBe(12);
    await running;
  });
});
