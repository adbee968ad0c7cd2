import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { faultKinds, type FaultKind } from './faults.js';
import { reportOf, tableOf } from './report.js';
import { runChaos } from './run.js';

export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' }, rounds: { type: 'string', default: '20' }, json: { type: 'boolean', default: false },
      faults: { type: 'string', default: faultKinds.join(',') }, keep: { type: 'boolean', default: false },
    },
  });
  const [seed, rounds] = [Number(values.seed), Number(values.rounds)];
  const folder = await mkdtemp(join(tmpdir(), 'flipside-chaos-'));
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  const result = await runChaos({ folder, seed, rounds, kinds: values.faults.split(',') as FaultKind[], say, signal: stopping.signal });
  const report = reportOf(seed, result);
  process.stdout.write(`${values.json ? JSON.stringify(report) : tableOf(report)}\n`);
  for (const failure of result.failures) say(`FAILED: ${failure}`);
  const ok = result.failures.length === 0 && result.rounds === rounds;
  if (!ok) process.exitCode = 1;
  if (ok && !values.keep) await rm(folder, { recursive: true, force: true });
  else say(`logs of the processes: ${folder}`);
}
