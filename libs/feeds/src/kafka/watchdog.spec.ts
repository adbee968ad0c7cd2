import { EventEmitter } from 'node:events';
import type { Consumer, Kafka } from 'kafkajs';
import { ConsumerDied, Watchdog, type WatchLimits } from './watchdog.js';

const events = { FETCH: 'fetch', HEARTBEAT: 'heartbeat', GROUP_JOIN: 'join', END_BATCH_PROCESS: 'end', CRASH: 'crash', REBALANCING: 'rebalancing' };
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The client as the watchdog sees it: what it tells of itself, and whether the brokers answer. */
class Client extends EventEmitter {
  readonly failures: unknown[] = [];
  readonly warnings: string[] = [];
  again = 0;
  answers = true;
  reached: bigint | undefined;
  readonly dog: Watchdog;

  constructor(limits: Partial<WatchLimits>) {
    super();
    const admin = () => ({ connect: async () => { if (!this.answers) throw new Error('away'); }, describeCluster: async () => ({}), disconnect: async () => undefined });
    const consumer = { events, on: (name: string, listen: (event: object) => void) => this.on(name, listen) };
    this.dog = new Watchdog({ admin } as unknown as Kafka, consumer as unknown as Consumer, {
      warn: (_facts, message) => this.warnings.push(message),
      failed: (error) => this.failures.push(error),
      again: () => this.again++,
      limits: { lookMs: 5, ...limits },
      reached: () => this.reached,
    });
    this.dog.start();
  }

  crash(error: Error, restart: boolean): void {
    this.emit('crash', { payload: { error, restart } });
  }
}

describe('the watchdog', () => {
  const open: Client[] = [];
  afterEach(() => open.splice(0).forEach(({ dog }) => dog.stop()));
  const client = (limits: Partial<WatchLimits>): Client => {
    open.push(new Client(limits));
    return open.at(-1)!;
  };

  it('ends the process when the client crashed for a reason of its own', () => {
    const one = client({});
    one.crash(Object.assign(new Error('the group is of another protocol'), { name: 'KafkaJSNonRetriableError' }), false);
    expect(one.failures).toEqual([expect.any(ConsumerDied)]);
    expect(String(one.failures[0])).toContain('the group is of another protocol');
  });

  it('begins again, and ends nothing, while the brokers are away', () => {
    const one = client({});
    one.crash(new Error('retries exceeded'), true);
    one.crash(Object.assign(new Error('no coordinator'), { name: 'KafkaJSGroupCoordinatorNotFound' }), false);
    expect(one).toMatchObject({ failures: [], again: 1 });
    expect(one.warnings).toHaveLength(2);
  });

  it('ends the process when the client fell silent, though the brokers answer', async () => {
    const silent = client({ silenceMs: 40 });
    const alive = client({ silenceMs: 200 });
    const away = client({ silenceMs: 40 });
    away.answers = false;
    for (let i = 0; i < 10; i++) {
      alive.emit('fetch', {});
      await later(20);
    }
    expect(String(silent.failures[0])).toContain('fell silent');
    expect([...alive.failures, ...away.failures]).toEqual([]);
  });

  it('ends the process when a batch is never finished', async () => {
    const stuck = client({ handlerMs: 30, silenceMs: 10_000 });
    stuck.dog.handing('t/0', 5n);
    await later(100);
    expect(String(stuck.failures[0])).toContain('a batch is being handled for');
  });

  it('calls the process unfit where a part has lag and stands still, and fit again when it moves', async () => {
    const one = client({ standstillMs: 30 });
    one.reached = 2n;
    one.dog.handing('t/0', 5n)();
    expect(one.dog.stalled()).toBeUndefined();
    await later(60);
    expect(one.dog.stalled()).toBe('t/0 stands still with 3 to go');
    expect(one.dog.lag()).toEqual(new Map([['t/0', 3n]]));
    one.reached = 3n;
    expect(one.dog.stalled()).toBeUndefined();
    one.reached = 5n;
    one.dog.stalled();
    await later(60);
    expect(one.dog.stalled()).toBeUndefined();
    one.dog.handing('t/0', 9n); // after a long rest there is something to do again
    expect(one.dog.stalled()).toBeUndefined();
  });
});
