import { Type } from 'typebox';
import type { ContractDefinition } from './contract.js';
import { goal } from './people.js';
import { uuid } from './scalars.js';
import { underKeys } from './sealed-fields.js';

export const enrolmentRoles = ['mentor', 'mentee'] as const;
export type EnrolmentRole = (typeof enrolmentRoles)[number];

/** Why an enrolment rests or ends; sealed. */
export const enrolmentCauses = ['own-wish', 'left', 'erased', 'ineligible', 'programme'] as const;
export type EnrolmentCause = (typeof enrolmentCauses)[number];

const whose = {
  programmeId: uuid,
  cohort: Type.Optional(Type.Integer({ minimum: 1 })),
  personId: uuid,
  role: Type.Enum(enrolmentRoles),
};
const data = Type.Object(whose);
const cause = Type.Object(underKeys('choices', ['personId'], { cause: Type.Enum(enrolmentCauses) }));

/** The good news of an enrolment: what analysts may count. Who left, paused or was refused is not here. */
export const enrolmentPublic = {
  Applied: { audience: 'public', minor: 0, description: 'A person applied for a role in a programme.', data },
  Admitted: { audience: 'public', minor: 0, description: 'The application was admitted.', data },
  EnrolmentReady: { audience: 'public', minor: 0, description: 'Goals, training and time are there.', data },
} as const satisfies Record<string, ContractDefinition>;

export const enrolmentSealed = {
  Invited: { audience: 'sealed', minor: 0, description: 'The programme invited a person to apply.', data },
  Nominated: { audience: 'sealed', minor: 0, description: 'Somebody named a person, who may apply or let it lapse.', data },
  Applied: { audience: 'sealed', minor: 0, description: 'A person applied for a role in a programme.', data },
  Admitted: { audience: 'sealed', minor: 0, description: 'The application was admitted.', data },
  Waitlisted: { audience: 'sealed', minor: 0, description: 'The application waits for a place.', data },
  GoalsSet: {
    audience: 'sealed',
    minor: 0,
    description: 'What the person wants from the programme, and on which terms; always whole.',
    data,
    sealed: Type.Object(underKeys('profile', ['personId'], {
      goals: Type.Array(goal),
      slots: Type.Integer({ minimum: 1, maximum: 2, description: 'pairings wished for at a time; 2 only by a mentor' }),
      ownChain: Type.Boolean({ description: 'a mentor’s yes, given beforehand, to a leader far up the own chain' }),
    })),
  },
  TrainingCompleted: {
    audience: 'sealed', minor: 0, description: 'A module of the role was completed.',
    data: Type.Object({ ...whose, module: Type.String({ examples: ['confidentiality-and-limits'] }) }),
  },
  TimeReleaseGranted: {
    audience: 'sealed',
    minor: 0,
    description: 'The line manager released hours and made the no-repercussion pledge; the latest counts.',
    data,
    sealed: Type.Object(underKeys('employment', ['personId'], { hoursPerMonth: Type.Number({ exclusiveMinimum: 0, maximum: 40 }) })),
  },
  TimeReleaseRefused: {
    audience: 'sealed', minor: 0, description: 'No hours are released (any longer): not ready until they are.', data,
  },
  EnrolmentReady: { audience: 'sealed', minor: 0, description: 'Goals, training and time are there: may be matched.', data },
  EnrolmentPaused: { audience: 'sealed', minor: 0, description: 'Not to be matched for now.', data, sealed: cause },
  EnrolmentResumed: { audience: 'sealed', minor: 0, description: 'The pause is over.', data },
  EnrolmentWithdrawn: { audience: 'sealed', minor: 0, description: 'The enrolment is over.', data, sealed: cause },
} as const satisfies Record<string, ContractDefinition>;
