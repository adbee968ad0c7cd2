import { check } from '../check/check.js';
import { settle } from '../exact/settle.js';
import { createNetwork } from '../exact/network.js';
import { allPairs, withTranspose } from '../model/graph.js';
import { capacitiesOf, costOf, weightsOf } from '../model/weights.js';
import { Pace } from '../pace.js';
import type { Problem, Stages } from '../problem.js';
import { solve } from '../solve.js';
import { randomDense, toSparse } from '../testing/random-problem.js';

const idle = () => new Pace(() => null, () => undefined);

/** The value of `total` by successive shortest paths alone, without the auction and without a core. */
async function plainTotal(problem: Problem): Promise<bigint> {
  const { unit, alone } = weightsOf(problem);
  const graph = withTranspose(allPairs(problem));
  const network = createNetwork(graph, capacitiesOf(problem), alone, null);
  await settle(network, new Int32Array(problem.rows).fill(-1), idle());
  let total = 0n;
  for (let i = 0; i < problem.rows; i++) {
    const own = network.mate[i]!;
    const k = graph.column.indexOf(own, graph.start[i]!);
    total += BigInt(own < 0 ? costOf(alone[i]!, unit) : graph.cost[k]!);
  }
  return total;
}

describe('the fast engine', () => {
  it.each<[string, Stages]>([
    ['most pairs', {}],
    ['total alone', { mostPairs: false }],
    ['best worst', { bestWorst: true }],
  ])('is exact at sizes where auction, core and pricing work: %s', async (_name, stages) => {
    for (let seed = 1; seed <= 45; seed++) {
      const problem = randomDense({
        seed, rows: 66 + ((seed * 13) % 120), columns: [30, 90, 130, 200][seed % 4]!, density: [0.05, 0.3, 1][seed % 3]!,
        levels: [2, 5, 1000, 1_000_000][(seed >> 1) % 4]!, maxCapacity: 1 + (seed % 3), prices: seed % 2 ? 'varied' : 'none', stages,
      });
      const tried: Problem = seed % 5 === 0 ? toSparse(problem) : seed % 5 === 1 ? implicit(problem) : problem;
      const solution = await solve(tried, { workers: 0 });
      expect(check(tried, solution).faults).toEqual([]);
      if (stages.bestWorst) continue;
      expect(solution.certificate.stages.find(({ stage }) => stage === 'total')!.value).toBe(await plainTotal(problem));
    }
  });
});

function implicit({ scores, kind: _kind, ...base }: ReturnType<typeof randomDense>): Problem {
  return { ...base, kind: 'implicit', score: (row, column) => scores[row * base.columns + column]! };
}
