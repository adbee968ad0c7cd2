/** Machine times in milliseconds of the first and the last look that found the head here. */
interface Seen {
  readonly n: bigint;
  readonly first: number;
  readonly last: number;
}

/** Looks that found it moved: some hours of a busy log at one look every 15 seconds. */
const KEPT = 1_000;

/** When a log's head was where: tells how old the first event is that a consumer has not seen yet. */
export class HeadHistory {
  private seen: Seen[] = [];

  saw(n: bigint, at: number): void {
    const known = this.seen.at(-1);
    if (known && n < known.n) this.seen = []; // the log was restored: what was known of it says nothing any more
    if (known?.n === n) this.seen[this.seen.length - 1] = { ...known, last: at };
    else this.seen.push({ n, first: at, last: at });
    if (this.seen.length > KEPT) this.seen.shift();
  }

  /**
   * Seconds since the log went beyond a position, as if it had grown evenly between two looks; 0 where it has not. What
   * is older than the first look counts from there: it is at least so old.
   */
  secondsBehind(position: bigint, now: number): number {
    const next = this.seen.findIndex(({ n }) => n > position);
    if (next < 0) return 0;
    return Math.max(0, now - passedAt(position, this.seen[next - 1], this.seen[next]!)) / 1_000;
  }
}

function passedAt(position: bigint, before: Seen | undefined, after: Seen): number {
  if (before === undefined) return after.first;
  return before.last + (after.first - before.last) * (Number(position - before.n) / Number(after.n - before.n));
}
