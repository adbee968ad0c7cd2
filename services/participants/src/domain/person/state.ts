import { never } from '@flipside/event-sourcing';
import type { Employment, ExitReason, Profile } from '@flipside/contracts';
import type { ExternalKey, Identity, Origin, PersonEvent } from './events.js';

/** What HR says holds from a day on, until the next fact by that day. */
export interface EmploymentFact {
  readonly effectiveOn: string;
  readonly employment: Employment;
}

export interface Absence {
  readonly from: string;
  readonly to: string | null;
  readonly cancelled: boolean;
  readonly asOf: string | null;
}

/** What is known of a person who was not erased. Anything sealed may be gone. */
export interface Known {
  readonly personId: string;
  readonly generation: number;
  readonly keys: readonly ExternalKey[];
  readonly absorbed: readonly string[];
  readonly identity: Identity | null;
  /** In the order of their days; several may lie ahead. */
  readonly facts: readonly EmploymentFact[];
  /** The newest day for which HR stated anything, and the digests of all it stated for that day. */
  readonly asOf: string | null;
  readonly digests: readonly string[];
  readonly absences: Readonly<Record<string, Absence>>;
  readonly profile: Profile | null;
  readonly consents: readonly string[];
  readonly reportingClass: string | null;
}

export type Employed = Known & { readonly status: 'employed' };
export type Left = Known & { readonly status: 'left'; readonly leftOn: string | null; readonly exitReason: ExitReason | null };

export type PersonState =
  | { readonly status: 'none' }
  | Employed
  | Left
  | { readonly status: 'merged'; readonly personId: string; readonly survivorId: string }
  | { readonly status: 'erased'; readonly personId: string; readonly erasedOn: string };

/** The fact that holds on a day; undefined before the first. */
export function employmentOn(facts: readonly EmploymentFact[], on: string): EmploymentFact | undefined {
  return facts.findLast((fact) => fact.effectiveOn <= on);
}

export function evolve(state: PersonState, event: PersonEvent): PersonState {
  if (event.type === 'PersonRegistered') return registered(event.data);
  if (event.type === 'PersonErased') return { status: 'erased', ...event.data };
  if (state.status !== 'employed' && state.status !== 'left') return state;
  switch (event.type) {
    case 'EmploymentChanged':
      return changed(state, event.data);
    case 'PersonLeft':
      return left(state, event.data);
    case 'PersonRehired':
      return { ...known(state), status: 'employed' };
    case 'PersonsMerged':
      return merged(state, event.data);
    default:
      return { ...state, ...ofTheirOwn(state, event) };
  }
}

type Of<T extends PersonEvent['type']> = Extract<PersonEvent, { type: T }>['data'];
type Own = Exclude<
  PersonEvent,
  { type: 'PersonRegistered' | 'PersonErased' | 'EmploymentChanged' | 'PersonLeft' | 'PersonRehired' | 'PersonsMerged' }
>;

/** What does not touch whether someone is employed. */
function ofTheirOwn(state: Known, event: Own): Partial<Known> {
  switch (event.type) {
    case 'AbsenceRecorded':
      return { absences: absencesWith(state, event.data) };
    case 'ProfileUpdated':
      return { profile: event.data.profile };
    case 'ConsentGiven':
      return { consents: [...state.consents, event.data.consentId] };
    case 'ConsentWithdrawn':
      return { consents: state.consents.filter((id) => id !== event.data.consentId) };
    case 'ReportingClassAssigned':
      return { reportingClass: event.data.reportingClass };
    default:
      return never(event);
  }
}

function registered({ personId, generation, key }: Of<'PersonRegistered'>): Employed {
  return {
    status: 'employed', personId, generation, keys: key ? [key] : [], absorbed: [], identity: null, facts: [], asOf: null,
    digests: [], absences: {}, profile: null, consents: [], reportingClass: null,
  };
}

function changed<S extends Known>(state: S, { effectiveOn, employment, identity, origin }: Of<'EmploymentChanged'>): S {
  const facts = effectiveOn && employment ? withFact(state.facts, { effectiveOn, employment }) : state.facts;
  return { ...state, facts, identity: identity ?? state.identity, ...statedBy(state, origin) };
}

function withFact(facts: readonly EmploymentFact[], fact: EmploymentFact): readonly EmploymentFact[] {
  const before = facts.filter((other) => other.effectiveOn < fact.effectiveOn);
  const after = facts.filter((other) => other.effectiveOn > fact.effectiveOn);
  return [...before, fact, ...after];
}

function statedBy(state: Known, origin: Origin | null): Pick<Known, 'asOf' | 'digests'> {
  if (!origin) return { asOf: state.asOf, digests: state.digests };
  if (origin.asOf === state.asOf) return { asOf: state.asOf, digests: [...state.digests, origin.digest] };
  return { asOf: origin.asOf, digests: [origin.digest] };
}

function left(state: Employed | Left, { effectiveOn, reason, origin }: Of<'PersonLeft'>): Left {
  return { ...known(state), ...statedBy(state, origin), status: 'left', leftOn: effectiveOn, exitReason: reason };
}

function merged(state: Employed | Left, { personId, survivorId, absorbedId, keys }: Of<'PersonsMerged'>): PersonState {
  if (personId === absorbedId) return { status: 'merged', personId, survivorId };
  return { ...state, absorbed: [...state.absorbed, absorbedId], keys: [...state.keys, ...(keys ?? [])] };
}

function known(state: Employed | Left): Known {
  if (state.status === 'employed') return state;
  const { leftOn: _leftOn, exitReason: _exitReason, ...rest } = state;
  return rest;
}

function absencesWith(state: Known, { absenceId, from, to, cancelled, origin }: Of<'AbsenceRecorded'>): Known['absences'] {
  if (from === null) return state.absences;
  return { ...state.absences, [absenceId]: { from, to, cancelled: cancelled ?? false, asOf: origin?.asOf ?? null } };
}
