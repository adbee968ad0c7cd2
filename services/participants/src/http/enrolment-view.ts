import type { EnrolmentRow } from '../read-models/enrolments/enrolments.entity.js';
import type { EnrolmentView } from './enrolment.dto.js';

/** Version of the pledge that line managers make; its text is in the training content. */
export const PLEDGE_VERSION = '2027-1';

/** An enrolment as the mentor and the admin see it: a refusal of time goes to the sponsor alone. */
export function enrolmentView({ folded: _folded, ...row }: EnrolmentRow): EnrolmentView {
  return { ...row, time: row.time === 'refused' ? 'not-shown' : row.time, missing: [...row.missing] };
}
