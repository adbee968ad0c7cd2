import type { Employment, ParticipantsSealed, Profile } from '@flipside/contracts';
import type { Feed } from '@flipside/feeds';
import { defineProjection, dropFormer, type ReadModelReader, type Projection } from '@flipside/read-models';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { mergersAmong, type Mergers } from './mergers.js';

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
@Entity('known_people_v2')
@Index(['lineManager'])
@Index(['mergedInto'])
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
  /** The id that goes on instead of this one; null while this is the person's own. It may have been merged itself. */
  @Column({ type: 'text', nullable: true }) mergedInto: string | null;
  /** Ids that were merged into this one, each with the day from which HR has stated this one's employment since; null while it has not. */
  @Column({ type: 'jsonb' }) absorbed: Readonly<Record<string, string | null>>;
  @Column({ type: 'boolean' }) erased: boolean;
}

export const knownPeopleTable = `
  create table "known_people_v1" (
    "id" text primary key, "facts" jsonb not null, "absences" jsonb not null, "profile" jsonb, "leftOn" text, "reportingClass" text,
    "lineManager" text, "erased" boolean not null);
  create index on "known_people_v1" ("lineManager");`;

/** After `knownPeopleTable`: which ids are one human. Rows are folded anew; the former tables go, since no erasure would reach them. */
export const knownPeopleTableV2 = `
  ${dropFormer('known_people_v1')}
  create table "known_people_v2" (
    "id" text primary key, "facts" jsonb not null, "absences" jsonb not null, "profile" jsonb, "leftOn" text, "reportingClass" text,
    "lineManager" text, "mergedInto" text, "absorbed" jsonb not null, "erased" boolean not null);
  create index on "known_people_v2" ("lineManager");
  create index on "known_people_v2" ("mergedInto") where "mergedInto" is not null;`;

type Event = ParticipantsSealed;

export function knownPeople(feed: Feed<Event>): Projection<Event, KnownPerson> {
  return defineProjection<Event, KnownPerson>({
    name: 'known-people',
    version: 2,
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
    case 'PersonsMerged':
      return merged(row, event.data);
    default:
      return {};
  }
}

type Of<T extends Event['type']> = Extract<Event, { type: T }>['data'];

function employed(row: KnownPerson, { effectiveOn, employment }: Of<'EmploymentChanged'>): Partial<KnownPerson> {
  if (effectiveOn === null || employment === null) return {};
  const others = row.facts.filter((fact) => fact.effectiveOn !== effectiveOn);
  const facts = [...others, { effectiveOn, employment }].sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1));
  const stated = (since: string | null): string => (since === null || effectiveOn < since ? effectiveOn : since);
  const absorbed = Object.fromEntries(Object.entries(row.absorbed).map(([id, since]) => [id, stated(since)]));
  return { facts, absorbed, lineManager: facts.at(-1)!.employment.managers.line };
}

function merged(row: KnownPerson, { survivorId, absorbedId }: Of<'PersonsMerged'>): Partial<KnownPerson> {
  return absorbedId === row.id ? { mergedInto: survivorId } : { absorbed: { ...row.absorbed, [absorbedId]: null } };
}

function absencesWith(row: KnownPerson, { absenceId, from, to, cancelled }: Of<'AbsenceRecorded'>): KnownPerson['absences'] {
  const { [absenceId]: _replaced, ...others } = row.absences;
  return from === null || cancelled ? others : { ...others, [absenceId]: { from, to } };
}

function nobody(id: string): KnownPerson {
  return {
    id, facts: [], absences: {}, profile: null, leftOn: null, reportingClass: null, lineManager: null, mergedInto: null, absorbed: {},
    erased: false,
  };
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

  /** Every merger that one of some ids is a side of, in whichever of the two streams it was told so far. */
  async mergersOf(personIds: readonly string[]): Promise<readonly { readonly id: string; readonly into: string }[]> {
    const rows = await this.rows.many('where t.id = any($1) or t."mergedInto" = any($1)', [[...personIds]]);
    return rows.flatMap(({ id, mergedInto, absorbed }) => [
      ...(mergedInto === null ? [] : [{ id, into: mergedInto }]),
      ...Object.keys(absorbed).map((other) => ({ id: other, into: id })),
    ]);
  }

  /** Everybody who was merged, and into whom. */
  async mergers(): Promise<Mergers> {
    const merged = await this.rows.many('where t."mergedInto" is not null');
    const survivors = await this.many(merged.flatMap(({ mergedInto }) => mergedInto ?? []));
    return mergersAmong([...merged, ...survivors.values()]);
  }
}
