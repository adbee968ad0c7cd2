import type { Line } from './line.js';

/** Something that does work for about so long and says how much it did a second. */
export interface Contender {
  readonly name: string;
  run(milliseconds: number): Promise<number>;
}

export interface Rounds {
  readonly rounds?: number;
  readonly milliseconds?: number;
}

/** Medians over rounds in which all take turns, each round in another order; the first round warms up and does not count. */
export async function inTurns(
  contenders: readonly Contender[],
  { rounds = 5, milliseconds = 2_000 }: Rounds = {},
): Promise<ReadonlyMap<string, readonly number[]>> {
  const rates = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    const first = round % contenders.length;
    for (const contender of [...contenders.slice(first), ...contenders.slice(0, first)]) {
      const rate = await contender.run(milliseconds);
      if (round > 0) rates.get(contender.name)!.push(rate);
    }
  }
  return rates;
}

/** The ratio is the median of the rounds' ratios: what slows a round down slows both. */
export function compared(bench: string, ours: readonly number[], peer: readonly number[], unit: string, goal: number): Line {
  const ratio = median(ours.map((rate, round) => rate / peer[round]!));
  return {
    bench,
    ours: Math.round(median(ours)),
    peer: Math.round(median(peer)),
    ratio: Number(ratio.toFixed(2)),
    unit,
    goal,
    holds: ratio >= goal,
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The least value that so many percent do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1]!;
}

/** Processor time of this process since `process.cpuUsage()` said so. */
export function microsecondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
