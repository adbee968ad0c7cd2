import { loadavg } from 'node:os';
import type { Line } from '../../line.js';
import { median } from '../../measure.js';
import type { Instance } from './catalogue.js';
import type { MissingPeer, PeerCommand } from './peer-command.js';
import { Ours, Peer } from './processes.js';
import type { Timed } from './processes.js';

export interface TimedLine extends Line {
  /** Lowest and highest measurement of each side. */
  readonly spread: { readonly ours: readonly [number, number]; readonly peer: readonly [number, number] | null };
  /** The same by processor time of all threads, which other work on the machine disturbs less. */
  readonly processor?: { readonly ours: number; readonly peer: number | null; readonly ratio: number | null };
  /** Processes that wanted to run, over the last minute. */
  readonly load: number;
}

export interface Comparison {
  readonly bench: string;
  readonly instance: Instance;
  readonly peer: PeerCommand | MissingPeer;
  readonly rounds: number;
  /** In how many of the rounds a slow peer runs; all if left out. */
  readonly peerRounds?: number;
  readonly workers: 0 | 1 | 2;
  /** The share of the peer's time that ours may take: after warming up, and in the first solve of a new process. */
  readonly warm: number;
  readonly cold?: number;
}

interface Rounds {
  readonly warm: Timed[];
  readonly cold: Timed[];
  readonly peer: Timed[];
}

/**
 * Ours warm, ours cold and the peer in turn, medians. All must find the same value and the checker must accept the certificate, or
 * the row does not hold and says so.
 */
export async function compare(comparison: Comparison): Promise<TimedLine[]> {
  const { bench, peer, warm, cold } = comparison;
  const name = 'missing' in peer ? `${bench} (${peer.name} could not be installed: ${peer.missing})` : `${bench} beside ${peer.name}`;
  const times: Rounds = { warm: [], cold: [], peer: [] };
  const fault = await measured(times, comparison);
  const stated = fault === null ? name : `${name}: ${fault}`;
  const lines = [lineOf(`${stated}, warm`, times.warm, times.peer, warm), lineOf(`${stated}, cold`, times.cold, times.peer, cold ?? null)];
  return fault === null ? lines : lines.map((line) => ({ ...line, holds: false }));
}

/** Fills the lists; what was wrong, or null. */
async function measured(times: Rounds, { instance, peer: command, rounds, peerRounds = rounds, workers }: Comparison): Promise<string | null> {
  const ours = await Ours.start(instance);
  const peer = 'missing' in command ? null : await Peer.start(command, instance);
  try {
    const first = await ours.ask({ kind: 'solve', workers, check: true });
    if (first.valid === false) return 'the checker refused the certificate';
    for (let round = 0; round < rounds; round++) {
      if (peer && round < peerRounds) times.peer.push(await peer.solve());
      times.warm.push(await ours.ask({ kind: 'solve', workers }));
      times.cold.push(await coldRun(instance, workers));
    }
    return otherValue(times, first.cost);
  } finally {
    ours.stop();
    peer?.stop();
  }
}

function otherValue({ warm, cold, peer }: Rounds, value: string): string | null {
  const odd = [...warm, ...cold, ...peer].find(({ cost }) => cost !== value);
  return odd ? `two values, ${value} and ${odd.cost}` : null;
}

/** The first solve of a new process; making the instance is not counted. */
async function coldRun(instance: Instance, workers: 0 | 1 | 2): Promise<Timed> {
  const ours = await Ours.start(instance);
  try {
    return await ours.ask({ kind: 'solve', workers });
  } finally {
    ours.stop();
  }
}

/** Times: `ratio` is how many times faster ours is, the median of the rounds' ratios, or of the medians where the peer ran less; the goal is one over the share allowed. */
function lineOf(bench: string, ours: readonly Timed[], peer: readonly Timed[], share: number | null): TimedLine {
  const [own, other] = [ours, peer].map((list) => list.map(({ milliseconds }) => milliseconds)) as [number[], number[]];
  const [spent, otherSpent] = [ours, peer].map((list) => list.map(({ processor }) => processor)) as [number[], number[]];
  const ratio = ratioOf(own, other);
  return {
    bench: share === null ? bench : `${bench} (at most ${share} × its time)`,
    ...{ ours: round(median(own)), peer: other.length === 0 ? null : round(median(other)), ratio, unit: 'ms' },
    goal: share === null ? null : round(1 / share),
    holds: share === null || (ratio !== null && ratio >= 1 / share),
    spread: { ours: range(own), peer: other.length === 0 ? null : range(other) },
    processor: { ours: round(median(spent)), peer: otherSpent.length === 0 ? null : round(median(otherSpent)), ratio: ratioOf(spent, otherSpent) },
    load: loadNow(),
  };
}

function ratioOf(ours: readonly number[], peer: readonly number[]): number | null {
  if (peer.length === 0) return null;
  return round(peer.length < ours.length ? median(peer) / median(ours) : median(peer.map((time, at) => time / ours[at]!)));
}

/** A figure of ours alone, against a goal in milliseconds if there is one. */
export function ownLine(bench: string, value: number, all: readonly number[], goal: number | null): TimedLine {
  const spread = { ours: range(all), peer: null };
  return { bench, ours: round(value), peer: null, ratio: null, unit: 'ms', goal, holds: goal === null || value <= goal, spread, load: loadNow() };
}

export function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;
}

function range(values: readonly number[]): [number, number] {
  return [round(Math.min(...values)), round(Math.max(...values))];
}

function loadNow(): number {
  return round(loadavg()[0]!);
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
