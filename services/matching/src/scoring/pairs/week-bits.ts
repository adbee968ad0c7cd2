import { Growing } from './class-table.js';
import type { Stretches } from './meeting-weeks.js';

/** Weeks as bits, one for each `unit` minutes. A mentor's pattern has only its words with a bit, a leader's all of them. */
export interface WeekBits {
  readonly unit: number;
  /** Words of a leader's pattern; they begin at its number times this. */
  readonly width: number;
  /** Of mentor's pattern p: sparse[2 k] (which word) and sparse[2 k + 1] (its bits), for starts[p] ≤ k < starts[p + 1]. */
  readonly starts: Int32Array;
  readonly sparse: Int32Array;
  readonly dense: Int32Array;
}

/** Two days before the Monday, and two after the Sunday. */
const BEFORE = 2 * 1_440;
const SPAN = 11 * 1_440;

/**
 * A few words and a count of bits a pair: stretches of real people never line up, and comparing them costs a guess each.
 *
 * @param mentors patterns in minutes relative to their Monday.
 */
export function weekBits(mentors: readonly Stretches[], mentees: readonly Stretches[]): WeekBits {
  const unit = unitOf([...mentors, ...mentees]);
  const width = Math.ceil(SPAN / unit / 32);
  const starts = new Growing(mentors.length + 1);
  const sparse = new Growing(mentors.length * 16);
  const dense = new Growing(mentees.length * width);
  starts.push(0);
  for (const pattern of mentors) {
    wordsOf(pattern, unit, width).forEach((bits, word) => {
      if (bits === 0) return;
      sparse.push(word);
      sparse.push(bits);
    });
    starts.push(sparse.length / 2);
  }
  for (const pattern of mentees) for (const bits of wordsOf(pattern, unit, width)) dense.push(bits);
  return { unit, width, starts: starts.closed(), sparse: sparse.closed(), dense: dense.closed() };
}

/** The greatest number of minutes of which all stretches are whole multiples, at most an hour. */
function unitOf(patterns: readonly Stretches[]): number {
  let unit = 60;
  for (const pattern of patterns) for (const minute of pattern) unit = greatestCommon(unit, Math.abs(minute));
  return unit;
}

function wordsOf(pattern: Stretches, unit: number, width: number): Int32Array {
  const words = new Int32Array(width);
  for (let at = 0; at < pattern.length; at += 2) {
    const end = (pattern[at + 1]! + BEFORE) / unit;
    for (let bit = (pattern[at]! + BEFORE) / unit; bit < end; bit++) words[bit >> 5]! |= 1 << (bit & 31);
  }
  return words;
}

function greatestCommon(a: number, b: number): number {
  let [large, small] = [a, b];
  while (small > 0) [large, small] = [small, large % small];
  return large;
}
