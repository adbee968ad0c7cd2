import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Bench, Line } from './line.js';
import { stopWhatRuns } from './started.js';

const SUITES = ['core', 'streaming', 'matching'] as const;

/**
 * Runs suites one after the other and prints each line as soon as it is there. A file directly in a suite's folder that
 * exports a function whose name ends in `Bench` belongs to it.
 */
export async function main(args: readonly string[]): Promise<void> {
  stopWhatRuns();
  const json = args.includes('--json');
  const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined;
  const wanted = SUITES.filter((suite) => args.includes(suite));
  const lines: Line[] = [];
  for (const suite of wanted.length > 0 ? wanted : SUITES) {
    for (const bench of await benchesOf(suite, only)) {
      for (const line of await bench()) {
        lines.push(line);
        process.stdout.write(json ? `${JSON.stringify(line)}\n` : inWords(line));
      }
    }
  }
  const missed = lines.filter(({ holds }) => !holds).length;
  if (!json) process.stdout.write(`${lines.length - missed} hold, ${missed} missed\n`);
}

async function benchesOf(suite: string, only: string | undefined): Promise<readonly Bench[]> {
  const folder = new URL(`./${suite}/`, import.meta.url);
  const files = filesOf(folder).filter((file) => !only || file.includes(only));
  const benches = await Promise.all(files.map(async (file) => exportedFrom(await import(new URL(file, folder).href))));
  return benches.flat();
}

function exportedFrom(module: unknown): readonly Bench[] {
  const all = Object.entries(module as Record<string, unknown>);
  return all.filter(([name, value]) => /bench$/i.test(name) && typeof value === 'function').map(([, value]) => value as Bench);
}

function filesOf(folder: URL): readonly string[] {
  try {
    return readdirSync(fileURLToPath(folder)).filter((file) => file.endsWith('.ts')).sort();
  } catch {
    return []; // a suite that a later version brings
  }
}

function inWords({ bench, ours, peer, ratio, unit, goal, holds, cpu }: Line): string {
  const beside = peer === null ? '' : ` beside ${number(peer)}: ${ratio} ×`;
  const verdict = goal === null ? '' : ` (${peer === null ? 'limit' : 'goal'} ${number(goal)}: ${holds ? 'holds' : 'MISSED'})`;
  const busy = cpu ? `, processor ${[cpu.ours, cpu.peer].filter((each) => each !== null).join(' beside ')} µs` : '';
  return `${bench}: ${number(ours)} ${unit}${beside}${verdict}${busy}\n`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}
