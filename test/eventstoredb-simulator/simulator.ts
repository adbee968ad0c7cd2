import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { RUN_TS } from '@flipside/testing/run-ts';
import type { AppendFault, ReadFault } from './faults.js';
import type { Order } from './process.js';

export interface PlannedFaults {
  readonly appends?: readonly AppendFault[];
  readonly reads?: readonly ReadFault[];
  readonly subscriptions?: readonly ReadFault[];
}

/**
 * A stand-in for EventStoreDB where neither EVENTSTORE_URL nor Docker gives one: a gRPC server on the client's own
 * protobufs, in a process of its own, that knows the calls the adapter makes (append, read a stream, read `$all`,
 * subscribe to `$all` with a filter and checkpoints) and faults. Its answers follow the released server's sources.
 *
 * What it does not have of the real server: a disk, a cluster and elections, TLS and users, BatchAppend, deletion,
 * truncation and scavenging, links and projections, event-type filters, "any" and "stream exists" as expected revisions,
 * limits of sizes, and the real one's timing.
 */
export interface Simulator {
  readonly url: string;
  /** Cuts all connections. */
  cut(): Promise<void>;
  /** Stops the server without warning and starts it again on the same port, with the same log. */
  restart(): Promise<void>;
  /** Remembers how the log is now. */
  backUp(): Promise<void>;
  /** Stops the server and starts it again with the log as it was when it was backed up. */
  restore(): Promise<void>;
  /** Late commits and broken calls at random. */
  disturb(on: boolean): Promise<void>;
  /** Says what goes wrong with the next calls of each kind; what was planned before is forgotten. */
  fail(faults: PlannedFaults): Promise<void>;
  stop(): Promise<void>;
}

export async function startSimulator(): Promise<Simulator> {
  const child = fork(fileURLToPath(new URL('./process.ts', import.meta.url)), [], { execArgv: [...RUN_TS], stdio: 'inherit' });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  let last: Promise<unknown> = Promise.resolve();
  const order = (what: Order): Promise<void> => {
    const done = last.then(() => {
      child.send(what);
      return once(child, 'message');
    });
    last = done;
    return done.then(() => undefined);
  };
  return {
    url: `esdb://127.0.0.1:${port}?tls=false`,
    cut: () => order({ do: 'cut' }),
    restart: () => order({ do: 'restart' }),
    backUp: () => order({ do: 'back-up' }),
    restore: () => order({ do: 'restore' }),
    disturb: (on) => order({ do: 'disturb', on }),
    fail: ({ appends = [], reads = [], subscriptions = [] }) => order({ do: 'fail', appends, reads, subscriptions }),
    stop: async () => {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}
