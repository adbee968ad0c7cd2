import type { EventStoreEngine } from '@flipside/event-sourcing/suite/engine';
import { RUN_TS } from '@flipside/testing/run-ts';
import { startSimulator } from '../../../test/eventstoredb-simulator/simulator.js';
import type { EventStoreDBEventStore } from '../src/index.js';
import { open } from './open.js';

/** The simulator in a process of its own, that the suite may break. */
export async function simulatorEngine(): Promise<EventStoreEngine> {
  const simulator = await startSimulator();
  const config = `suite ${simulator.url}`;
  const opened: EventStoreDBEventStore[] = [];
  return {
    densePositions: false,
    process: { module: new URL('./open.ts', import.meta.url).href, config, execArgv: RUN_TS },
    async open() {
      const store = await open(config);
      opened.push(store);
      return store;
    },
    breakConnections: () => simulator.cut(),
    restart: () => simulator.restart(),
    async disturb() {
      await simulator.disturb(true);
      return () => simulator.disturb(false);
    },
    async startNewEpoch() {
      await opened[0]!.startNewEpoch();
    },
    stop: () => simulator.stop(),
  };
}
