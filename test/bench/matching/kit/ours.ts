import { check, createIncremental, solve } from '@flipside/assignment';
import type { Incremental, Problem, SparseProblem } from '@flipside/assignment';
import { problemOf } from './catalogue.js';
import type { Instance } from './catalogue.js';
import { generator } from './instances.js';

/** What the bench asks of this process; every answer is one message. */
export type Request =
  | { readonly kind: 'load'; readonly instance: Instance }
  | { readonly kind: 'solve'; readonly workers: 0 | 1 | 2; readonly check?: boolean }
  | { readonly kind: 'change'; readonly count: number };

/** Milliseconds, and the value that the peer must find too: Σ (1,000,000 − score), unmatched people at 1,000,000. */
export interface Answer {
  readonly milliseconds: number;
  /** Processor time of all threads. */
  readonly processor: number;
  readonly cost: string;
  readonly valid: boolean | null;
  readonly changes?: readonly number[];
}

let problem: Problem | null = null;

async function answer(request: Request): Promise<Answer> {
  if (request.kind === 'load') {
    problem = problemOf(request.instance);
    return { milliseconds: 0, processor: 0, cost: '', valid: null };
  }
  const [began, spent] = [performance.now(), process.cpuUsage()];
  const solution = await solve(problem!, { workers: request.kind === 'solve' ? request.workers : 0 });
  const milliseconds = performance.now() - began;
  const { user, system } = process.cpuUsage(spent);
  const processor = (user + system) / 1000;
  const cost = String(solution.certificate.stages.find(({ stage }) => stage === 'total')!.value);
  if (request.kind === 'solve') return { milliseconds, processor, cost, valid: request.check ? check(problem!, solution).valid : null };
  // The same changes three times over, the least time of each: what other processes take from it is not ours.
  const passes = [1, 2].map(() => changed(createIncremental(problem!, solution), request.count));
  const live = createIncremental(problem!, solution);
  const last = changed(live, request.count);
  const changes = last.map((time, k) => Math.min(time, ...passes.map((pass) => pass[k]!)));
  const now = live.solution();
  return { milliseconds, processor, cost, valid: check(live.problem() as SparseProblem, now).valid, changes };
}

/** Joins, leaves, declines, capacities and new scores in turn of a seeded draw; milliseconds of each. */
function changed(live: Incremental, count: number): number[] {
  const next = generator(7);
  const below = (limit: number) => Math.floor(next() * limit);
  const list = () => {
    const partners = new Set<number>();
    while (partners.size < 50) partners.add(below(live.columns));
    return Array.from(partners, (partner) => ({ partner, score: below(1_000_001) }));
  };
  return Array.from({ length: count }, () => {
    const [row, column, pairs] = [below(live.rows), below(live.columns), list()];
    const changes = [
      () => live.forbid(row, Math.max(0, live.columnOf(row))),
      () => live.leaveRow(row),
      () => live.joinRow({ pairs }),
      () => live.setCapacity(column, below(4)),
      () => live.setRow(row, pairs),
    ];
    const change = changes[below(changes.length)]!;
    const began = performance.now();
    change();
    return performance.now() - began;
  });
}

process.on('message', async (request: Request) => process.send!(await answer(request)));
process.send!('ready');
