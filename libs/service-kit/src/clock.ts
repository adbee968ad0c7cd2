/** Business time. Leases, time-outs and limits use machine time instead. */
export interface Clock {
  /** Now, ISO 8601 in UTC. */
  now(): string;
  /** True for a clock that stands still between moves: whoever moves it fires the timers that are due. */
  readonly frozen?: boolean;
  /** Looks where time is now, for a clock that another process may have moved. */
  refresh?(): Promise<void>;
}

/** Injection token of business time. */
export const CLOCK = Symbol('Clock');

export const systemClock: Clock = { now: () => new Date().toISOString() };
