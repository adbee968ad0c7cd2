import { AssignmentError } from '../errors.js';
import type { ImplicitProblem, Problem, ProblemBase } from '../problem.js';

/** A problem that can be posted to threads: numbers in shared memory, an implicit score by the name of its module. */
export type SharedProblem = Exclude<Problem, ImplicitProblem> | (Omit<ImplicitProblem, 'score'> & { readonly score?: never });

export function shareProblem(problem: Problem): SharedProblem {
  const base = { ...problem, ...sharedBase(problem) };
  if (base.kind === 'dense') return { ...base, scores: shared(base.scores) };
  if (base.kind === 'sparse') return { ...base, start: shared(base.start), column: shared(base.column), score: shared(base.score) };
  const { score: _score, ...rest } = base;
  return rest;
}

/** In the thread: the problem as it was, the scorer loaded from its module. */
export async function openProblem(problem: SharedProblem): Promise<Problem> {
  if (problem.kind !== 'implicit') return problem;
  const { module, name, data } = problem.scorer!;
  const loaded = (await import(module)) as Record<string, (data: unknown) => (row: number, column: number) => number>;
  const create = loaded[name];
  if (typeof create !== 'function') throw new AssignmentError('not-supported', `${module} does not export a function ${name}.`);
  return { ...problem, score: create(data) };
}

function sharedBase({ capacities, unmatchedPrice, rowKeys, columnKeys }: ProblemBase): Partial<ProblemBase> {
  return {
    ...(capacities === undefined ? {} : { capacities: shared(capacities) }),
    ...(unmatchedPrice === undefined || typeof unmatchedPrice === 'number' ? {} : { unmatchedPrice: shared(unmatchedPrice) }),
    ...(rowKeys === undefined ? {} : { rowKeys: Array.from(rowKeys) }),
    ...(columnKeys === undefined ? {} : { columnKeys: Array.from(columnKeys) }),
  };
}

/** Whole numbers keep their kind; anything else becomes doubles, so that the thread can still refuse what is no whole number. */
function shared(list: ArrayLike<number>): Int32Array | Float64Array {
  const whole = list instanceof Int32Array;
  if (whole && list.buffer instanceof SharedArrayBuffer) return list;
  const buffer = new SharedArrayBuffer(list.length * (whole ? 4 : 8));
  const copy = whole ? new Int32Array(buffer) : new Float64Array(buffer);
  copy.set(list);
  return copy;
}
