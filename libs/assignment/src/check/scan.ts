import type { Problem } from '../problem.js';

/** Called with a row and its allowed pairs, `count` of them at the front of the two lists; false ends the scan. */
type RowVisitor = (row: number, columns: Int32Array, scores: Int32Array, count: number) => boolean;

/** Reads all pairs of a problem with a score of at least `floor`, row after row. */
export class PairScan {
  private readonly columns: Int32Array;
  private readonly scores: Int32Array;

  private readonly problem: Problem;
  private readonly floor: number;

  constructor(problem: Problem, floor: number) {
    this.problem = problem;
    this.floor = floor;
    this.columns = new Int32Array(problem.columns);
    this.scores = new Int32Array(problem.columns);
  }

  each(visit: RowVisitor): void {
    for (let i = 0; i < this.problem.rows; i++) if (!visit(i, this.columns, this.scores, this.read(i))) return;
  }

  private read(row: number): number {
    const { problem, columns, scores, floor } = this;
    let count = 0;
    if (problem.kind === 'sparse') {
      for (let k = problem.start[row]!; k < problem.start[row + 1]!; k++) {
        columns[count] = problem.column[k]!;
        scores[count] = problem.score[k]!;
        if (problem.score[k]! >= floor) count++;
      }
      return count;
    }
    const base = row * problem.columns;
    for (let j = 0; j < problem.columns; j++) {
      const score = problem.kind === 'dense' ? problem.scores[base + j]! : problem.score(row, j);
      columns[count] = j;
      scores[count] = score;
      if (score >= floor) count++;
    }
    return count;
  }
}
