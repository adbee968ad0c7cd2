import type { Unit } from '../figures/figure.js';
import type { FigureValue, Interval } from '../statistics/value.js';

/** Scales whose ends are known, and can be cut in thirds. */
const scales: Partial<Record<Unit, Interval>> = { share: [0, 1], change: [-1, 1], index: [-1, 1], level: [0, 5], score: [1, 5] };

/** Where all, or all but one, answered alike the number is the answer of nearly each: only the third of the scale in which it lies is told. */
export function coarse({ value, n }: FigureValue, unit: Unit): FigureValue {
  const scale = scales[unit];
  const interval = value === null || scale === undefined ? null : thirdOf(value, scale);
  return { value: null, n, interval, missing: {}, why: 'all-alike' };
}

function thirdOf(value: number, [low, high]: Interval): Interval {
  const step = (high - low) / 3;
  const third = Math.max(0, Math.min(2, Math.floor((value - low) / step)));
  return [rounded(low + third * step), rounded(low + (third + 1) * step)];
}

/** Six decimals: enough to compare, and the same on every machine. */
export function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
