import type { EnrolmentRole, Goal, ParticipantsSealed } from '@flipside/contracts';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type ReadModelReader, type Projection } from '@flipside/read-models';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What other services know of one enrolment. */
@Entity('known_enrolments_v1')
@Index(['programmeId'])
@Index(['personId'])
export class KnownEnrolment {
  /** `{programme}_{person}_{role}` */
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) programmeId: string;
  @Column({ type: 'text' }) personId: string;
  @Column({ type: 'text' }) role: EnrolmentRole;
  @Column({ type: 'integer', nullable: true }) cohort: number | null;
  /** asked, applied, waitlisted, admitted, ready or withdrawn. */
  @Column({ type: 'text' }) state: string;
  @Column({ type: 'boolean' }) paused: boolean;
  @Column({ type: 'jsonb' }) goals: readonly Goal[];
  @Column({ type: 'integer' }) slots: number;
  @Column({ type: 'boolean' }) ownChain: boolean;
  @Column({ type: 'double precision', nullable: true }) hoursPerMonth: number | null;
}

export const knownEnrolmentsTable = `
  create table "known_enrolments_v1" (
    "id" text primary key, "programmeId" text not null, "personId" text not null, "role" text not null, "cohort" integer,
    "state" text not null, "paused" boolean not null, "goals" jsonb not null, "slots" integer not null, "ownChain" boolean not null,
    "hoursPerMonth" double precision);
  create index on "known_enrolments_v1" ("programmeId");
  create index on "known_enrolments_v1" ("personId");`;

type Event = ParticipantsSealed;
type Enrolled = Extract<Event, { data: { role: EnrolmentRole } }>;

export function knownEnrolments(feed: Feed<Event>): Projection<Event, KnownEnrolment> {
  return defineProjection<Event, KnownEnrolment>({
    name: 'known-enrolments',
    version: 1,
    entity: KnownEnrolment,
    feeds: [feed],
    keys: ({ stream }) => (stream.startsWith('enrolment-') ? [stream.slice('enrolment-'.length)] : []),
    evolve: (row, event, id) => {
      const enrolled = event as Enrolled;
      return { ...(row ?? asked(id, enrolled)), ...change(enrolled) };
    },
  });
}

function change(event: Enrolled): Partial<KnownEnrolment> {
  switch (event.type) {
    case 'Applied':
      return { state: 'applied', cohort: event.data.cohort ?? null, goals: [], slots: 1, ownChain: false, hoursPerMonth: null, paused: false };
    case 'Waitlisted':
      return { state: 'waitlisted' };
    case 'Admitted':
      return { state: 'admitted' };
    case 'EnrolmentReady':
      return { state: 'ready' };
    case 'EnrolmentWithdrawn':
      return { state: 'withdrawn', goals: [] };
    case 'GoalsSet':
      return { goals: event.data.goals ?? [], slots: event.data.slots ?? 1, ownChain: event.data.ownChain ?? false };
    case 'TimeReleaseGranted':
      return { hoursPerMonth: event.data.hoursPerMonth };
    case 'EnrolmentPaused':
      return { paused: true };
    case 'EnrolmentResumed':
      return { paused: false };
    case 'TimeReleaseRefused':
      return { state: 'admitted', hoursPerMonth: null };
    default:
      return {};
  }
}

function asked(id: string, { data }: Enrolled): KnownEnrolment {
  const { programmeId, personId, role, cohort = null } = data;
  return { id, programmeId, personId, role, cohort, state: 'asked', paused: false, goals: [], slots: 1, ownChain: false, hoursPerMonth: null };
}

/** Questions about enrolments as another service knows them. */
export class KnownEnrolments {
  constructor(private readonly rows: ReadModelReader<KnownEnrolment>) {}

  /** All of a programme that may be matched. */
  ready(programmeId: string): Promise<readonly KnownEnrolment[]> {
    return this.rows.many(`where t."programmeId" = $1 and t.state = 'ready' and not t.paused order by t.id`, [programmeId]);
  }

  all(): Promise<readonly KnownEnrolment[]> {
    return this.rows.many('order by t.id');
  }

  ofProgramme(programmeId: string): Promise<readonly KnownEnrolment[]> {
    return this.rows.many('where t."programmeId" = $1 order by t.id', [programmeId]);
  }

  ofPerson(personId: string): Promise<readonly KnownEnrolment[]> {
    return this.rows.many('where t."personId" = $1 order by t.id', [personId]);
  }
}
