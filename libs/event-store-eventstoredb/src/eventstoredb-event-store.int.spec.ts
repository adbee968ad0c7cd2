import { availableParallelism, loadavg } from 'node:os';
import { CHAOS } from '@flipside/event-sourcing/suite/chaos';
import { describeEventStore } from '@flipside/event-sourcing/suite/event-store-suite';
import { simulatorEngine } from '../test/engine.js';
import { realEngine, realServer } from '../test/real-engine.js';

// The whole of it takes 20 s of two processors, most of them the simulator's own; where they are busy it is a fifth of it.
const busy = loadavg()[0]! > 2 * availableParallelism();
if (busy) process.stderr.write('\nThe machine is busy: chaos on the simulator with 10,000 events instead of 50,000.\n\n');
describeEventStore('the event store on EventStoreDB, simulated', simulatorEngine, busy ? { ...CHAOS, events: 10_000, cuts: 3 } : CHAOS);

const server = await realServer();
if ('missing' in server) {
  process.stderr.write(`\nSKIPPED: the suite on a real EventStoreDB (${server.missing}). It ran on the simulator only.\n\n`);
  describe.skip('the event store on a real EventStoreDB', () => it(`needs one: ${server.missing}`, () => undefined));
} else {
  describeEventStore('the event store on a real EventStoreDB', () => realEngine(server));
}
