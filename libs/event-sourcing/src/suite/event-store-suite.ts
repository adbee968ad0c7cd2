import { describeAppend } from './append-rules.js';
import { CHAOS, describeChaos, type ChaosSize } from './chaos.js';
import type { Bench, ClosableStore, EventStoreEngine } from './engine.js';
import { describeFaults } from './fault-rules.js';
import { describeModel } from './model-rules.js';
import { describeReading } from './reading-rules.js';
import { describeSubscription } from './subscription-rules.js';

/**
 * The contract of the EventStore port as specs, for any adapter: called in a spec file with how to start its server.
 * All tests share the one log, as services do in life; each uses streams of its own.
 */
export function describeEventStore(name: string, makeEngine: () => Promise<EventStoreEngine>, chaos: ChaosSize = CHAOS): void {
  describe(name, () => {
    let engine: EventStoreEngine;
    let store: ClosableStore;

    beforeAll(async () => {
      engine = await makeEngine();
      store = await engine.open();
    });

    afterAll(async () => {
      await store?.close();
      await engine?.stop();
    });

    const bench = (): Bench => ({ engine, store });
    describeAppend(bench);
    describeModel(bench);
    describeReading(bench);
    describeSubscription(bench);
    describeFaults(bench);
    describeChaos(bench, chaos);
  });
}
