import { comparePositions, type Position } from '@flipside/event-sourcing';
import { isAtOrBefore, placeOf, type CheckpointRow, type ConsumerPlaces } from '@flipside/feeds';
import type { Pool } from 'pg';

/** How often other replicas' progress is looked up, in milliseconds. */
const POLL_MS = 25;

/** Lets a query wait until consumers have reached a position, whichever replica runs them. */
export class PositionWaiter {
  private readonly waiting = new Set<() => void>();

  /** @param here where the consumers of this process stand; others' places are looked up in the database. */
  constructor(
    private readonly db: Pool,
    private readonly here: Pick<ConsumerPlaces, 'at'> = { at: () => undefined },
  ) {}

  /** Told by the runners of this process, so that a wait ends at once. */
  moved(): void {
    for (const wake of [...this.waiting]) wake();
  }

  /**
   * Waits until all consumers reached a position of a source.
   * @returns undefined when they have, else the position the slowest had reached when time was up.
   */
  async reached(consumers: readonly string[], source: string, wanted: Position, timeoutMs: number): Promise<Position | undefined> {
    const until = Date.now() + timeoutMs;
    for (let look = Date.now(); ; ) {
      const behind = consumers.filter((consumer) => !isAtOrBefore(wanted, this.here.at(consumer, source)));
      if (behind.length === 0) return undefined;
      if (Date.now() >= look) {
        const slowest = await this.slowest(behind, source);
        if (comparePositions(slowest, wanted) >= 0) return undefined;
        if (Date.now() >= until) return slowest;
        look = Date.now() + POLL_MS;
      }
      await this.nextMove(Math.max(1, Math.min(look, until) - Date.now()));
    }
  }

  /** Resolves when the consumers of this process have reached a position, or after so long. */
  async reachedHere(consumers: readonly string[], source: string, wanted: Position, timeoutMs: number): Promise<void> {
    const until = Date.now() + timeoutMs;
    const isBehind = (): boolean => consumers.some((consumer) => !isAtOrBefore(wanted, this.here.at(consumer, source)));
    for (let left = timeoutMs; left > 0 && isBehind(); left = until - Date.now()) await this.nextMove(left);
  }

  private async slowest(consumers: readonly string[], source: string): Promise<Position> {
    const { rows } = await this.db.query<CheckpointRow & { consumer: string }>(
      'select consumer, epoch, n from consumer_checkpoint where source = $1 and consumer = any($2)',
      [source, consumers],
    );
    const places = consumers.map((consumer) => placeOf(rows.find((row) => row.consumer === consumer)) ?? { epoch: 0, n: 0n });
    return places.reduce((a, b) => (comparePositions(a, b) <= 0 ? a : b));
  }

  private nextMove(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.waiting.add(done);
    });
  }
}
