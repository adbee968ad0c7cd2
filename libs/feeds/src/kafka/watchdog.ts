import type { Consumer, Kafka } from 'kafkajs';
import type { Warn } from '../run-consumer.js';
import { isUnreachable, reachBrokers } from './client.js';

export interface WatchLimits {
  /** A part that has lag and stands still for longer makes the process unfit, in milliseconds. */
  readonly standstillMs: number;
  /** Without a sign of the client for longer, while the brokers answer, the process ends. */
  readonly silenceMs: number;
  /** A batch that is handed out for longer is stuck: the process ends. */
  readonly handlerMs: number;
  /** How often it looks. */
  readonly lookMs: number;
}

export interface WatchdogParts {
  readonly warn: Warn;
  readonly failed: (error: unknown) => void;
  /** The client ended because the brokers were away: it has to be run again. */
  readonly again: () => void;
  readonly limits?: Partial<WatchLimits>;
  /** How far all consumers of a part are. */
  readonly reached: (part: string) => bigint | undefined;
}

/** The client ended or fell silent: only a new process helps. */
export class ConsumerDied extends Error {}

const LIMITS: WatchLimits = { standstillMs: 300_000, silenceMs: 60_000, handlerMs: 600_000, lookMs: 5_000 };

interface Watched {
  end: bigint;
  reached: bigint | undefined;
  movedAt: number;
}

/** Kafka's client may die without telling anybody. The process then ends, so that whoever runs it starts another. */
export class Watchdog {
  private readonly limits: WatchLimits;
  private readonly watched = new Map<string, Watched>();
  private readonly underWay = new Map<object, number>();
  private lastSign = performance.now();
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly kafka: Kafka, consumer: Consumer, private readonly parts: WatchdogParts) {
    this.limits = { ...LIMITS, ...parts.limits };
    const { FETCH, HEARTBEAT, GROUP_JOIN, END_BATCH_PROCESS, CRASH, REBALANCING } = consumer.events;
    for (const event of [FETCH, HEARTBEAT, GROUP_JOIN, END_BATCH_PROCESS]) consumer.on(event as typeof FETCH, () => this.sign());
    consumer.on(REBALANCING, () => parts.warn({}, 'partitions are being shared out anew'));
    consumer.on(CRASH, ({ payload }) => this.crashed(payload.error, payload.restart));
  }

  start(): void {
    this.sign();
    this.timer ??= setInterval(() => void this.look(), this.limits.lookMs).unref();
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.timer);
  }

  /** A batch of a part is being handed out. @returns to be called after it. */
  handing(part: string, end: bigint): () => void {
    const since = performance.now();
    const one = {};
    this.underWay.set(one, since);
    const known = this.watched.get(part);
    if (known) {
      if ((known.reached ?? 0n) >= known.end) known.movedAt = since; // it had nothing to do: its time counts from here
      known.end = end;
    } else this.watched.set(part, { end, reached: undefined, movedAt: since });
    return () => {
      this.underWay.delete(one);
      this.notice(part);
    };
  }

  /** Why the process should be replaced; undefined while all parts move or have nothing to do. */
  stalled(): string | undefined {
    for (const [part, watched] of this.watched) {
      this.notice(part);
      const { end, movedAt } = watched;
      const reached = this.parts.reached(part) ?? 0n;
      if (reached < end && performance.now() - movedAt > this.limits.standstillMs) return `${part} stands still with ${end - reached} to go`;
    }
    return undefined;
  }

  lag(): ReadonlyMap<string, bigint> {
    return new Map([...this.watched].map(([part, { end }]) => [part, end - (this.parts.reached(part) ?? 0n)]));
  }

  private notice(part: string): void {
    const one = this.watched.get(part)!;
    const reached = this.parts.reached(part);
    if (reached === one.reached) return;
    one.reached = reached;
    one.movedAt = performance.now();
  }

  private sign(): void {
    this.lastSign = performance.now();
  }

  private crashed(error: Error, restarts: boolean): void {
    if (this.stopped) return; // who is told to leave while it joins loses its connection
    const away = restarts || isUnreachable(error);
    if (away) this.parts.warn({ error: String(error) }, 'consumers lost Kafka and begin again');
    if (away && !restarts) return this.parts.again();
    if (away) return;
    this.parts.failed(new ConsumerDied(`Kafka's client crashed: ${error.message}`, { cause: error }));
  }

  private async look(): Promise<void> {
    const now = performance.now();
    const longest = Math.max(0, ...[...this.underWay.values()].map((since) => now - since));
    if (longest > this.limits.handlerMs) return this.parts.failed(new ConsumerDied(`a batch is being handled for ${Math.round(longest)} ms`));
    if (this.underWay.size > 0 || now - this.lastSign < this.limits.silenceMs) return;
    if (!(await this.brokersAnswer())) return this.sign(); // it is not the client's fault: the silence is counted from here
    if (performance.now() - this.lastSign >= this.limits.silenceMs) this.parts.failed(new ConsumerDied('Kafka\'s client fell silent'));
  }

  private brokersAnswer(): Promise<boolean> {
    return reachBrokers(this.kafka).then(() => true, () => false);
  }
}
