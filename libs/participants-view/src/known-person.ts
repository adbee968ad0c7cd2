import type { Employment, ParticipantsSealed, Profile } from '@flipside/contracts';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type ReadModelReader, type Projection } from '@flipside/read-models';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export interface EmploymentFact {
  readonly effectiveOn: string;
  readonly employment: Employment;
}

export interface KnownAbsence {
  readonly from: string;
  /** Last day; null while it is open. */
  readonly to: string | null;
}

/** What a service that is granted employment and profile knows of one person. Empty once the person was erased. */
@Entity('known_people_v1')
@Index(['lineManager'])
export class KnownPerson {
  @PrimaryColumn({ type: 'text' }) id: string;
  /** In the order of their days; several may lie ahead. */
  @Column({ type: 'jsonb' }) facts: readonly EmploymentFact[];
  @Column({ type: 'jsonb' }) absences: Readonly<Record<string, KnownAbsence>>;
  @Column({ type: 'jsonb', nullable: true }) profile: Profile | null;
  /** Last day of an employment that was ended; null while it goes on. */
  @Column({ type: 'text', nullable: true }) leftOn: string | null;
  @Column({ type: 'text', nullable: true }) reportingClass: string | null;
  /** Of the newest fact, for look-ups. */
  @Column({ type: 'text', nullable: true }) lineManager: string | null;
  @Column({ type: 'boolean' }) erased: boolean;
}

export const knownPeopleTable = `
  create table "known_people_v1" (
    "id" text primary key, "facts" jsonb not null, "absences" jsonb not null, "profile" jsonb, "leftOn" text, "reportingClass" text,
    "lineManager" text, "erased" boolean not null);
  create index on "known_people_v1" ("lineManager");`;

type Event = ParticipantsSealed;

export function knownPeople(feed: Feed<Event>): Projection<Event, KnownPerson> {
  return defineProjection<Event, KnownPerson>({
    name: 'known-people',
    version: 1,
    entity: KnownPerson,
    feeds: [feed],
    keys: ({ stream }) => (stream.startsWith('person-') ? [stream.slice('person-'.length)] : []),
    evolve: (row, event, id) => {
      if (event.type === 'PersonErased') return { ...nobody(id), erased: true };
      const known = row ?? nobody(id);
      return { ...known, ...change(known, event) };
    },
  });
}

function change(row: KnownPerson, event: Event): Partial<KnownPerson> {
  switch (event.type) {
    case 'EmploymentChanged':
      return employed(row, event.data);
    case 'PersonLeft':
      return { leftOn: event.data.effectiveOn };
    case 'PersonRehired':
      return { leftOn: null };
    case 'AbsenceRecorded':
      return { absences: absencesWith(row, event.data) };
    case 'ProfileUpdated':
      return { profile: event.data.profile };
    case 'ReportingClassAssigned':
      return { reportingClass: event.data.reportingClass };
    default:
      return {};
  }
}

type Of<T extends Event['type']> = Extract<Event, { type: T }>['data'];

function employed(row: KnownPerson, { effectiveOn, employment }: Of<'EmploymentChanged'>): Partial<KnownPerson> {
  if (effectiveOn === null || employment === null) return {};
  const others = row.facts.filter((fact) => fact.effectiveOn !== effectiveOn);
  const facts = [...others, { effectiveOn, employment }].sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1));
  return { facts, lineManager: facts.at(-1)!.employment.managers.line };
}

function absencesWith(row: KnownPerson, { absenceId, from, to, cancelled }: Of<'AbsenceRecorded'>): KnownPerson['absences'] {
  const { [absenceId]: _replaced, ...others } = row.absences;
  return from === null || cancelled ? others : { ...others, [absenceId]: { from, to } };
}

function nobody(id: string): KnownPerson {
  return { id, facts: [], absences: {}, profile: null, leftOn: null, reportingClass: null, lineManager: null, erased: false };
}

/** What holds of a person on a day; undefined before the first fact. */
export function employmentOf({ facts }: Pick<KnownPerson, 'facts'>, on: string): Employment | undefined {
  return facts.findLast((fact) => fact.effectiveOn <= on)?.employment;
}

/** Questions about people as another service knows them. */
export class KnownPeople {
  constructor(private readonly rows: ReadModelReader<KnownPerson>) {}

  one(personId: string): Promise<KnownPerson | undefined> {
    return this.rows.one(personId);
  }

  async many(personIds: readonly string[]): Promise<ReadonlyMap<string, KnownPerson>> {
    const rows = await this.rows.many('where t.id = any($1)', [[...personIds]]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  all(): Promise<readonly KnownPerson[]> {
    return this.rows.many('where not t.erased order by t.id');
  }
}
