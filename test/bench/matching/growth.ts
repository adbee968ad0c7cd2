import type { Line } from '../line.js';
import { median } from '../measure.js';
import { ownLine } from './kit/compare.js';
import { Ours } from './kit/processes.js';

/** From 1,000 to 100,000 people with 50 candidates each, in the first solve of a process and in later ones. */
export async function growthBench(): Promise<Line[]> {
  const lines: Line[] = [];
  for (const name of ['sparse', 'tight', 'scarce'] as const) {
    for (const size of [1_000, 10_000, 100_000]) {
      const { cold, warm } = await grown(name, size);
      lines.push(ownLine(`growth, ${name} ${size.toLocaleString('en')}, cold`, median(cold), cold, null));
      lines.push(ownLine(`growth, ${name} ${size.toLocaleString('en')}, warm`, median(warm), warm, null));
    }
  }
  return lines;
}

/** Three processes, and four solves in each. */
async function grown(name: 'sparse' | 'tight' | 'scarce', size: number): Promise<{ cold: number[]; warm: number[] }> {
  const [cold, warm]: [number[], number[]] = [[], []];
  for (let run = 0; run < 3; run++) {
    const ours = await Ours.start({ name, size });
    try {
      cold.push((await ours.ask({ kind: 'solve', workers: 0 })).milliseconds);
      for (let round = 0; round < 3; round++) warm.push((await ours.ask({ kind: 'solve', workers: 0 })).milliseconds);
    } finally {
      ours.stop();
    }
  }
  return { cold, warm };
}
