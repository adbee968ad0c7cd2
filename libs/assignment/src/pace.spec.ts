import { Pace } from './pace.js';
import type { Problem, Progress } from './problem.js';
import { solveHere } from './solve-here.js';
import { randomDense, toSparse } from './testing/random-problem.js';

const never = () => null;
const always = -1;
const dense = randomDense({ seed: 2, rows: 300, columns: 300, density: 1, levels: 40, maxCapacity: 1 });

async function progressOf(problem: Problem): Promise<Progress[]> {
  const seen: Progress[] = [];
  await solveHere(problem, 0, new Pace(never, (progress) => seen.push(progress), always));
  return seen;
}

describe('the pace of a run', () => {
  it.each<[string, Problem, string[]]>([
    ['a matrix', dense, ['candidates', 'prices', 'repair', 'pricing', 'ties']],
    ['listed pairs, for not everybody', toSparse(randomDense({ seed: 2, rows: 300, columns: 200, density: 0.05, levels: 40, maxCapacity: 1 })), ['pairs', 'prices', 'repair', 'ties']],
    ['the best worst score', { ...dense, stages: { bestWorst: true } }, ['worst', 'prices', 'repair', 'ties']],
  ])('reports every stage, and never more than the whole of it: %s', async (_name, problem, stages) => {
    const seen = await progressOf(problem);
    expect([...new Set(seen.map(({ stage }) => stage))]).toEqual(expect.arrayContaining(stages));
    expect(seen.every(({ done }) => done >= 0 && done <= 1)).toBe(true);
  });

  it('changes nothing in what is computed', async () => {
    const slow = await solveHere(dense, 0, new Pace(never, () => undefined, always));
    const quick = await solveHere(dense, 0, new Pace(never, () => undefined, Infinity));
    expect(slow.columnOf).toEqual(quick.columnOf);
    expect(slow.certificate).toEqual(quick.certificate);
  });

  it('ends at the next rest after it was aborted', async () => {
    let rests = 0;
    const pace = new Pace(() => (rests >= 3 ? 'enough' : null), () => rests++, always);
    await expect(solveHere(dense, 0, pace)).rejects.toMatchObject({ code: 'aborted', cause: 'enough' });
    expect(rests).toBe(3);
  });
});
