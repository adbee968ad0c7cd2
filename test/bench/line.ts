/** One figure, as `--json` prints it. */
export interface Line {
  readonly bench: string;
  /** Median of ours, in `unit`. */
  readonly ours: number;
  /** Median of the peer's in the same run; null where the goal is a limit, not a comparison. */
  readonly peer: number | null;
  /** How much better ours is: more than 1 is better, whether `unit` is a rate or a time. Null without a peer. */
  readonly ratio: number | null;
  readonly unit: string;
  /** What the ratio has to reach; without a peer, the limit that `ours` may not pass. Null where there is no goal. */
  readonly goal: number | null;
  readonly holds: boolean;
  /** Processor time of the bench's own process, in µs an event: what remains comparable on a busy machine. */
  readonly cpu?: { readonly ours: number; readonly peer: number | null };
}

/** What a file of a suite exports, under a name that ends in `Bench`. */
export type Bench = () => Promise<readonly Line[]>;
