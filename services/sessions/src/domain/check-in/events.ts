import type { AskedInstrument, CheckInOccasion, RespondentRole } from '@flipside/contracts';
import type { DomainEvent, EventSchemas, Sealed } from '@flipside/event-sourcing';

export interface Respondent {
  readonly personId: string;
  readonly role: RespondentRole;
}

/** One round of one pairing, or of a leader's team (then without a pairing). */
export interface Round {
  readonly checkInId: string;
  readonly pairingId: string | null;
  readonly programmeId: string;
  readonly cohort?: number;
  /** From 1, in order. */
  readonly round: number;
  readonly occasion: CheckInOccasion;
}

type Opened = Round & {
  readonly instruments: readonly AskedInstrument[];
  /** Whether the units worked with in the last 3 months are asked for too. */
  readonly asksUnits: boolean;
  readonly respondents: readonly Respondent[];
  readonly openedOn: string;
  readonly closesAt: string;
};

type Answered = Round & {
  readonly respondentId: Sealed<string>;
  readonly role: Sealed<RespondentRole>;
  /** By item, 1–5 as given, null where left out; every item of the round. */
  readonly answers: Sealed<Readonly<Record<string, number | null>>>;
  readonly units: Sealed<readonly string[]>;
  readonly comment: Sealed<string>;
};

export type CheckInEvent =
  | DomainEvent<'CheckInOpened', Opened>
  | DomainEvent<'CheckInAnswered', Answered>
  | DomainEvent<'CheckInClosed', Round>;

const respondent = {
  class: 'answers',
  subjects: (data: Answered) => (data.respondentId ? [data.respondentId] : []),
  scope: (data: Answered) => data.checkInId,
} as const;

export const checkInSchemas: EventSchemas<CheckInEvent> = {
  CheckInOpened: { version: 1 },
  CheckInAnswered: {
    version: 1,
    // Apart, since figures are granted the answers and nobody the comment.
    seal: [
      { ...respondent, fields: ['respondentId', 'role', 'answers', 'units'] },
      { ...respondent, fields: ['comment'] },
    ],
  },
  CheckInClosed: { version: 1 },
};

export const checkInStream = (checkInId: string): string => `checkIn-${checkInId}`;
