import { rmSync } from 'node:fs';
import type { Line } from '../line.js';
import { median } from '../measure.js';
import { newFolder, startProduct } from './product/product.js';

const ROUNDS = 5;
const LIMIT_S = 10;

/** From the start of the program to the gateway's first answer: with nothing there at all, then on what the last run left. */
export async function startBench(): Promise<readonly Line[]> {
  const first: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const folder = newFolder();
    try {
      first.push(await startedIn(folder));
      again.push(await startedIn(folder));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return [line('start to ready, cold: database server and tables made on the way', first), line('start to ready on data that are there', again)];
}

async function startedIn(folder: string): Promise<number> {
  const product = await startProduct(folder);
  await product.stop();
  return product.startedIn / 1_000;
}

function line(bench: string, seconds: readonly number[]): Line {
  const ours = Number(median(seconds).toFixed(2));
  return { bench, ours, peer: null, ratio: null, unit: 's', goal: LIMIT_S, holds: ours <= LIMIT_S };
}
