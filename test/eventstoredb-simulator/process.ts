import type { AppendFault, ReadFault } from './faults.js';
import { SimulatedServer } from './server.js';

/** What the simulator's process is told to do; it answers each with `{ port }` when it has done so. */
export type Order =
  | { readonly do: 'cut' | 'restart' | 'back-up' | 'restore' }
  | { readonly do: 'disturb'; readonly on: boolean }
  | { readonly do: 'fail'; readonly appends: readonly AppendFault[]; readonly reads: readonly ReadFault[]; readonly subscriptions: readonly ReadFault[] };

const server = new SimulatedServer();

async function carryOut(order: Order): Promise<void> {
  switch (order.do) {
    case 'cut':
      return server.cut();
    case 'disturb':
      return void (server.faults.disturbed = order.on);
    case 'back-up':
      return server.backUp();
    case 'restart':
      return away(() => undefined);
    case 'restore':
      return away(() => server.restore());
    case 'fail':
      for (const kind of ['appends', 'reads', 'subscriptions'] as const) server.faults[kind].splice(0, Infinity, ...(order[kind] as never[]));
  }
}

async function away(meanwhile: () => void): Promise<void> {
  await server.stop();
  meanwhile();
  await new Promise((resolve) => setTimeout(resolve, 100));
  await server.start();
}

const port = await server.start();
process.on('message', (order: Order) => {
  void carryOut(order).then(() => process.send!({ port }));
});
process.once('disconnect', () => process.exit()); // whoever started it has ended, well or not
process.send!({ port });
