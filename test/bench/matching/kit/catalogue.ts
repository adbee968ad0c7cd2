import type { Problem } from '@flipside/assignment';
import { correlatedDense, scarce, sparse, tight, uniformDense } from './instances.js';

/** The instances of the table by name; `size` in people a side. The seed is part of the name's meaning. */
export const catalogue = {
  uniform: (size: number) => uniformDense(size, 1),
  correlated: (size: number) => correlatedDense(size, 1),
  sparse: (size: number) => sparse({ rows: size, columns: size, degree: 50, full: true }, 1),
  tight: (size: number) => tight(size, 1),
  scarce: (size: number) => scarce(size, 1),
} satisfies Record<string, (size: number) => Problem>;

export type InstanceName = keyof typeof catalogue;

export interface Instance {
  readonly name: InstanceName;
  readonly size: number;
  /** Without the stage "most pairs": a pair is made if it costs less than staying alone, as a flow solver sees it. */
  readonly priced?: boolean;
}

export function problemOf({ name, size, priced }: Instance): Problem {
  const problem = catalogue[name](size);
  return priced ? { ...problem, stages: { mostPairs: false } } : problem;
}
