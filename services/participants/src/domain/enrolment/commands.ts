import type { EmploymentType, EnrolmentCause } from '@flipside/contracts';
import type { Terms, Whose } from './events.js';

/** What is known, when a person applies, of the programme and of their employment that day. */
export interface Eligibility {
  readonly programme: 'draft' | 'open' | 'closed';
  readonly employed: boolean;
  readonly type: EmploymentType | null;
  readonly contractorsAdmitted: boolean;
}

type Wish<Type extends string, Data = object> = { readonly type: Type } & Whose & Readonly<Data>;

/** `by` is the person who acts; where it is not the one who may, the enrolment reads as unknown. */
export type EnrolmentCommand =
  | Wish<'Invite'>
  /** Not answered by `lapsesOn` it lapses silently; `on` is today. */
  | Wish<'Nominate', { by: string; lapsesOn: string; on: string }>
  | Wish<'Apply', { by: string; eligibility: Eligibility }>
  /** `modules`: what the programme's policy asks of the role. */
  | Wish<'Admit', { modules: readonly string[] }>
  | Wish<'Waitlist'>
  | Wish<'SetGoals', { by: string; terms: Terms }>
  | Wish<'CompleteTraining', { by: string; module: string }>
  /** `lineManagerId` of the one enrolled, as known today; `pledge` is the version of the pledge made, null for none. */
  | Wish<
      'GrantTime',
      { by: string; lineManagerId: string | null; hoursPerMonth: number; minHoursPerMonth: number; pledge: string | null }
    >
  | Wish<'RefuseTime', { by: string; lineManagerId: string | null }>
  /** `by` is null for the programme and for what follows from HR's facts. */
  | Wish<'PauseEnrolment', { by: string | null; cause: EnrolmentCause }>
  | Wish<'ResumeEnrolment', { by: string | null }>
  | Wish<'WithdrawEnrolment', { by: string | null; cause: EnrolmentCause }>;
