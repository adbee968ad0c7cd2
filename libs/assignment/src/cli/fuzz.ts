import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { check } from '../check/check.js';
import { createIncremental } from '../incremental/create-incremental.js';
import type { Problem, Stages } from '../problem.js';
import { readProblem } from '../readers/read-problem.js';
import { solve } from '../solve.js';
import type { Solution } from '../solution.js';
import { bruteForce } from '../testing/brute-force.js';
import { randomFile, saidBy } from '../testing/problem-files.js';
import { changeSomething } from '../testing/random-change.js';
import { random, randomDense, toSparse } from '../testing/random-problem.js';

const USAGE = 'Usage: npm run fuzz:assignment -- [--minutes=5] [--seed=N]; minutes above 0, a whole number as seed.';

/** Nothing this small may take longer. */
const HANG = 30_000;

/** Other scales of scores, in two problems of six. */
const TOPS: readonly { readonly top: number }[] = [{ top: 750_000 }, { top: 600_000_000 }];

const STAGES: readonly Stages[] = [{}, { mostPairs: false }, { bestWorst: true }];

/**
 * `npm run fuzz:assignment -- --minutes 5 [--seed N]`: random problems of all kinds and sizes, judged by the checker, by brute force
 * where small, by other ways of stating the problem, and by changes compared with a new solve; and a file of any format, read again.
 * A failure prints its seed. Returns the exit code: 0 no fault, 1 a fault, 2 wrong use.
 */
export async function main(args: readonly string[], print: (line: string) => void): Promise<number> {
  const wanted = wantedBy(args);
  if (!wanted) {
    print(USAGE);
    return 2;
  }
  const first = wanted.seed;
  const end = performance.now() + wanted.minutes * 60_000;
  let seed = first;
  while (seed === first || performance.now() < end) {
    const fault = await tried(seed).catch((error: unknown) => String(error));
    if (fault !== null) {
      print(`seed ${seed}: ${fault}`);
      return 1;
    }
    seed++;
  }
  print(`${seed - first} problems from seed ${first} on, no fault`);
  return 0;
}

/** Undefined for what would try nothing, or the same again and again. */
function wantedBy(args: readonly string[]): { readonly minutes: number; readonly seed: number } | undefined {
  try {
    const { values } = parseArgs({ args: [...args], options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } } });
    const minutes = Number(values.minutes);
    const seed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
    return minutes > 0 && Number.isFinite(minutes) && Number.isSafeInteger(seed) ? { minutes, seed } : undefined;
  } catch {
    return undefined;
  }
}

/** One random problem and one random file, all their ways of being judged; what was wrong, or null. */
export async function tried(seed: number): Promise<string | null> {
  return misread(seed) ?? (await triedProblem(seed));
}

/** Whether a file says to its reader what it was written to say. */
function misread(seed: number): string | null {
  const { text, name, says } = randomFile(random(seed));
  const said = saidBy(readProblem(text, name));
  const wrong = [...says].find(([pair, value]) => said.get(pair) !== value);
  if (wrong) return `${name} says ${wrong[1]} of ${wrong[0]}, read was ${said.get(wrong[0])}: ${JSON.stringify(text)}`;
  return said.size === says.size ? null : `${name} says ${says.size} pairs, read were ${said.size}: ${JSON.stringify(text)}`;
}

async function triedProblem(seed: number): Promise<string | null> {
  const next = random(seed);
  const small = next(2) === 0;
  const stages = STAGES[next(3)]!;
  const dense = withEndless(seed, randomDense({ seed, stages, ...shape(small, next), ...TOPS[seed % 6] }));
  const began = performance.now();
  const solution = await solve(dense, { seed: next(100), workers: 0 });
  if (performance.now() - began > HANG) return `took ${performance.now() - began} ms`;
  const sparse = toSparse(dense);
  const other = await solve(sparse, { seed: solution.certificate.seed, workers: 0 });
  return refused(dense, solution) ?? refused(sparse, other) ?? different(solution, other) ?? (await implicitly(dense, solution))
    ?? (small ? againstBruteForce(dense, solution) : null) ?? (await afterChanges(sparse, other, next));
}

/** In one problem of four columns with more than a place have places without number. */
function withEndless(seed: number, problem: ReturnType<typeof randomDense>): ReturnType<typeof randomDense> {
  return seed % 4 === 0 ? { ...problem, capacities: Int32Array.from(problem.capacities!, (slots) => (slots > 1 ? 2_147_483_647 : slots)) } : problem;
}

/** The order of the draws is part of what a seed means. */
function shape(small: boolean, next: (below: number) => number) {
  return {
    rows: 1 + next(small ? 6 : 250),
    columns: 1 + next(small ? 5 : 250),
    density: [0.05, 0.2, 0.6, 1][next(4)]!,
    levels: [1, 2, 5, 100, 1_000_000][next(5)]!,
    maxCapacity: 1 + next(4),
    prices: next(2) ? 'varied' : 'none',
    floor: next(4) ? 0 : 300_000,
  } as const;
}

/** The same problem with scores on demand. */
async function implicitly({ scores, kind: _kind, ...base }: ReturnType<typeof randomDense>, solution: Solution): Promise<string | null> {
  const score = (row: number, column: number) => scores[row * base.columns + column]!;
  return different(solution, await solve({ ...base, kind: 'implicit', score }, { seed: solution.certificate.seed, workers: 0 }));
}

function different(dense: Solution, other: Solution): string | null {
  return values(dense) === values(other) ? null : `dense ${values(dense)}, stated another way ${values(other)}`;
}

function refused(problem: Problem, solution: Solution): string | null {
  const { valid, faults } = check(problem, solution);
  return valid ? null : `${faults[0]!.code}: ${faults[0]!.message}`;
}

function againstBruteForce(problem: ReturnType<typeof randomDense>, solution: Solution): string | null {
  const best = bruteForce(problem, solution.certificate.seed);
  const found = values(solution).split(' ').at(-2);
  return found === String(best.cost) ? null : `the cost is ${found}, the best ${best.cost}`;
}

async function afterChanges(problem: Problem, solution: Solution, next: (below: number) => number): Promise<string | null> {
  if (problem.stages?.bestWorst) return null; // not kept by the incremental engine
  const live = createIncremental(problem, solution);
  for (let step = 0; step < 12; step++) {
    changeSomething(live, next);
    const now = live.solution();
    const again = await solve(live.problem(), { seed: solution.certificate.seed, workers: 0 });
    if (values(now) !== values(again)) return `step ${step}: changed ${values(now)}, solved again ${values(again)}`;
    const fault = refused(live.problem(), now);
    if (fault !== null) return `step ${step}: ${fault}`;
  }
  return null;
}

function values({ certificate }: Solution): string {
  return certificate.stages.map(({ value }) => value).join(' ');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2), (line) => void process.stdout.write(`${line}\n`));
