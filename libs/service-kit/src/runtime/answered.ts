import { comparePositions, formatPosition, type Position } from '@flipside/event-sourcing';

export interface Answering {
  /** Head of the service's own log. */
  head(): Promise<Position>;
  /** Waits until the policies that follow it are there. @returns where the slowest is when it takes too long. */
  reached(head: Position): Promise<Position | undefined>;
}

/**
 * Waits until policies have answered all of a log, what they answered included.
 * @throws Error that says how far they are, when it takes too long.
 */
export async function answered({ head, reached }: Answering): Promise<void> {
  let before: Position = { epoch: 0, n: 0n };
  for (let now = await head(); now.n > 0n && comparePositions(before, now) < 0; [before, now] = [now, await head()]) {
    const behind = await reached(now);
    if (behind) throw new Error(`policies have answered up to ${formatPosition(behind)} of ${formatPosition(now)} only: they may wait for another service, or be stuck`);
  }
}
