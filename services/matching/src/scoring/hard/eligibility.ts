import type { HardConstraint } from '../../domain/constraints.js';
import type { SnapshotEnrolled } from '../snapshot.js';

type Employed = Pick<SnapshotEnrolled['employment'], 'type' | 'status' | 'endsOn'>;

/**
 * What in a person's employment keeps them from being proposed: not at work now, gone before the window ends, or a
 * contractor or agency worker where the programme does not admit them.
 */
export function employmentBars(employment: Employed, windowTo: string, contractorsAdmitted: boolean): readonly HardConstraint[] {
  const bars: HardConstraint[] = [];
  const atWork = employment.status === 'active' || employment.status === 'notice';
  if (!atWork || (employment.endsOn !== null && employment.endsOn < windowTo)) bars.push('not-eligible');
  if (!contractorsAdmitted && isContractor(employment)) bars.push('contractor');
  return bars;
}

export function isContractor({ type }: Pick<Employed, 'type'>): boolean {
  return type === 'contractor' || type === 'agency';
}
