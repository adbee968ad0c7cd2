import type { EnrolmentRow } from '../read-models/enrolments/enrolments.entity.js';
import { isActive } from '../domain/enrolment/state.js';
import type { EnrolmentView, TimeReleaseView } from './enrolment.dto.js';

/** Version of the pledge that line managers make; its text is in the training content. */
export const PLEDGE_VERSION = '2027-1';

/**
 * An enrolment as the mentor and the admin see it. A refusal of time goes to the sponsor alone: here it reads like hours that
 * nobody has released yet, and there is no revision, which would count the refusal.
 */
export function enrolmentView({ folded: _folded, revision: _revision, ...row }: EnrolmentRow): EnrolmentView {
  return { ...row, time: row.time === 'released' ? 'released' : 'open', missing: [...row.missing] };
}

/** What a line manager sees of a report who mentors: participation, and the hours they gave or refused. */
export function timeReleaseView({ id, programmeId, personId, state, time, folded }: EnrolmentRow): TimeReleaseView {
  return { id, programmeId, personId, state, time, hoursPerMonth: isActive(folded) ? folded.hoursPerMonth : null };
}
