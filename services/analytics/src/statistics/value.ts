/** Why an expected reading is not in a figure, and how many are missing for that reason. Reasons are codes in kebab-case. */
export type Missing = Readonly<Record<string, number>>;

export type Interval = readonly [low: number, high: number];

/**
 * A number that says what it rests on. `value` is null rather than misleading, and `why` (a code in kebab-case) then
 * says why; `n` counts the readings behind it; `interval` is the 95 % interval, null where none is known.
 */
export interface FigureValue {
  readonly value: number | null;
  readonly n: number;
  readonly interval: Interval | null;
  readonly missing: Missing;
  readonly why?: string;
}

/** A value that could be found. */
export function known(value: number, n: number, interval: Interval | null = null, missing: Missing = {}): FigureValue {
  return { value, n, interval, missing: counted(missing) };
}

/** A value that could not be found, with the reason. */
export function unknown(why: string, n = 0, missing: Missing = {}): FigureValue {
  return { value: null, n, interval: null, missing: counted(missing), why };
}

/** A whole count: it has no interval, since nothing was sampled. */
export function count(value: number, missing: Missing = {}): FigureValue {
  return known(value, value, null, missing);
}

/** How often each reason came up. */
export function tally(reasons: Iterable<string>): Missing {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function counted(missing: Missing): Missing {
  return Object.fromEntries(Object.entries(missing).filter(([, times]) => times > 0));
}
