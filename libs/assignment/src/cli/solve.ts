import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { check } from '../check/check.js';
import { readProblem } from '../readers/read-problem.js';
import { solve } from '../solve.js';
import { describe } from './describe.js';

const USAGE = `Usage: npm run solve -- FILE [--pairs=all|none] [--maximise] [--workers=0|1|2] [--seed=N] [--help]
FILE, plain or gzipped: OR-Library assign or assignp, a DIMACS assignment file (costs, everybody matched), or a CSV mentor,mentee,score[,capacity] (scores).
--maximise reads a file of costs as one of gains.`;

/** Reads, solves, checks and prints. Returns the exit code: 0 proven, 1 refused or not proven, 2 wrong use. */
export async function main(args: readonly string[], print: (line: string) => void): Promise<number> {
  const options = { help: { type: 'boolean', short: 'h', default: false }, maximise: { type: 'boolean', default: false }, pairs: { type: 'string', default: 'all' }, workers: { type: 'string' }, seed: { type: 'string', default: '0' } } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    if (values.help || positionals.length !== 1 || !/^[012]?$/.test(values.workers ?? '')) {
      print(USAGE);
      return values.help ? 0 : 2;
    }
    return await prove(positionals[0]!, values, print);
  } catch (error) {
    return refused(error, print);
  }
}

function refused(error: unknown, print: (line: string) => void): 1 | 2 {
  const code = (error as { code?: string }).code ?? 'failed';
  print(`refused (${code}): ${error instanceof Error ? error.message : String(error)}`);
  return code.startsWith('ERR_PARSE_ARGS') ? 2 : 1;
}

interface Wanted {
  readonly maximise: boolean;
  readonly pairs: string;
  readonly workers?: string | undefined;
  readonly seed: string;
}

async function prove(path: string, { pairs, maximise, workers, seed }: Wanted, print: (line: string) => void): Promise<number> {
  // npm changes to the folder of the package; the file is named from where the command was given.
  const file = readProblem(textOf(resolve(process.env['INIT_CWD'] ?? '.', path)), path, { maximise });
  const began = performance.now();
  const solution = await solve(file.problem, { seed: Number(seed), ...(workers !== undefined && { workers: Number(workers) as 0 | 1 | 2 }) });
  const solved = performance.now();
  const verdict = check(file.problem, solution);
  const times = { solve: solved - began, check: performance.now() - solved };
  for (const line of describe(file, solution, verdict, times, pairs !== 'none')) print(line);
  return verdict.valid ? 0 : 1;
}

function textOf(path: string): string {
  const bytes = readFileSync(path);
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2), (line) => void process.stdout.write(`${line}\n`));
