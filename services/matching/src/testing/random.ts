/** A seeded source of chance: the same seed gives the same people everywhere. */
export interface Chance {
  /** 0 ≤ x < 1. */
  next(): number;
  /** A whole number from–to, both included. */
  between(from: number, to: number): number;
  /** True once in n. */
  oneIn(n: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Some of them, each once, in their order. */
  some<T>(from: readonly T[], count: number): T[];
}

/** Mulberry32. */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    between,
    oneIn: (n) => next() * n < 1,
    pick: (from) => from[between(0, from.length - 1)]!,
    some: (from, count) => {
      const left = [...from];
      while (left.length > count) left.splice(between(0, left.length - 1), 1);
      return left;
    },
  };
}
