import type { Cell, HiddenReason } from './cell.js';

export type Status = 'shown' | 'band' | 'carried' | HiddenReason;

/** A cell on its way to a release. */
export interface Judged<Value, Band> {
  readonly cell: Cell<Value, Band>;
  readonly place: string;
  readonly group: readonly string[];
  readonly people: number;
  status: Status;
}

export function isHidden({ status }: Pick<Judged<unknown, unknown>, 'status'>): boolean {
  return status !== 'shown' && status !== 'band' && status !== 'carried';
}

/** Cells whose present value can't be read off the release: hidden, or shown as something else. */
export function isUnknown({ status, group }: Pick<Judged<unknown, unknown>, 'status' | 'group'>): boolean {
  return group.length > 0 && status !== 'shown';
}

/** Cells whose present value is nobody's to know, however it is come by. */
export function isGuarded({ status, group }: Pick<Judged<unknown, unknown>, 'status' | 'group'>): boolean {
  return group.length > 0 && (status === 'below-k' || status === 'carried' || status === 'band');
}
