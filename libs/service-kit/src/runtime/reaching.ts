import type { Position } from '@flipside/event-sourcing';
import { TransientFault, type WantedPlace } from '@flipside/feeds';
import type { PositionWaiter } from '@flipside/read-models';
import type { AnyReadModel } from './consumers.js';

export interface ReachingParts {
  readonly service: string;
  readonly readModels: readonly AnyReadModel[];
  readonly waiter: PositionWaiter;
  /** Finds out how far others' events have been told: that they have all arrived is known no other way. */
  readonly refresh: (wanted: WantedPlace) => Promise<void>;
}

/** A query waits so long for what it wants to read, in milliseconds. */
export const READ_TIMEOUT_MS = 5_000;
/** Who waits for another service's events asks this often how far they are, in milliseconds; and this often who may wait long. */
const ASK_MS = { soon: 25, seldom: 100 };
/** A consumer's own pause ends before that. */
const WAKE_WITHIN_MS = 6_000;

/** Waits until a service's read models hold a source up to a position. */
export class Reaching {
  constructor(private readonly parts: ReachingParts) {}

  /** Position of the slowest when time was up; undefined when all are there. */
  async behind(source: string, wanted: Position, patienceMs = READ_TIMEOUT_MS): Promise<Position | undefined> {
    const names = this.following(source);
    if (names.length === 0) return undefined;
    return this.asking({ source, position: wanted }, ASK_MS.soon, () => this.parts.waiter.reached(names, source, wanted, patienceMs));
  }

  /** For consumers. @throws TransientFault where they are not there in time; it is over as soon as they are. */
  async reached(source: string, wanted: Position, patienceMs?: number): Promise<void> {
    if (!(await this.behind(source, wanted, patienceMs))) return;
    const there = (): Promise<void> => this.parts.waiter.reachedHere(this.following(source), source, wanted, WAKE_WITHIN_MS);
    throw new TransientFault(`read models have not reached ${source}`, { over: this.asking({ source, position: wanted }, ASK_MS.seldom, there) });
  }

  private following(source: string): readonly string[] {
    const ours = this.parts.readModels.filter(({ projection }) => projection.feeds.some((feed) => feed.source === source));
    return ours.map(({ projection }) => projection.name);
  }

  private async asking<T>(wanted: WantedPlace, everyMs: number, wait: () => Promise<T>): Promise<T> {
    const { service, refresh } = this.parts;
    if (wanted.source === service) return wait();
    void refresh(wanted);
    const timer = setInterval(() => void refresh(wanted), everyMs).unref();
    return wait().finally(() => clearInterval(timer));
  }
}
