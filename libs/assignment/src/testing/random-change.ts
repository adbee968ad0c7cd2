import type { Incremental, PartnerScore } from '../incremental/incremental.js';

/** About half of the other side, with scores that often tie. */
export function randomPartners(next: (below: number) => number, size: number): PartnerScore[] {
  return Array.from({ length: size }, (_, partner) => ({ partner, score: next(4) * 250_000 })).filter(() => next(2) === 0);
}

/** One change of any kind. */
export function changeSomething(live: Incremental, next: (below: number) => number): void {
  const row = next(live.rows);
  const column = next(live.columns);
  const changes = [
    () => live.joinRow({ pairs: randomPartners(next, live.columns), unmatchedPrice: next(2_000_000), key: `r${live.rows}` }),
    () => live.joinColumn({ pairs: randomPartners(next, live.rows), capacity: next(4) }),
    () => live.leaveRow(row),
    () => live.leaveColumn(column),
    () => live.forbid(row, Math.max(0, live.columnOf(row))),
    () => live.setCapacity(column, next(4)),
    () => live.setRow(row, randomPartners(next, live.columns), next(2) ? next(2_000_000) : undefined),
    () => live.setColumn(column, randomPartners(next, live.rows)),
  ];
  changes[next(changes.length)]!();
}
