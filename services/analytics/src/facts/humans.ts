import { mergersAmong } from '@flipside/participants-view';
import { factsOf, type AllFacts, type FactOf, type Facts, type SealedFact } from './fact.js';

/** One id turned out to be somebody who goes on under another. */
export interface Merger {
  readonly absorbedId: string;
  readonly survivorId: string;
  /** Business time, ISO 8601 in UTC. */
  readonly recordedAt: string;
}

/** What figures are told of people beside the facts themselves: names and words of nobody. */
export interface Merged {
  readonly mergers: readonly Merger[];
}

/** The id under which a human goes on; the same one where it was not merged. */
export type SurvivorOf = (personId: string) => string;

/** Every merger that was told; each comes in two streams and counts once. */
export function mergersOf(sealed: Facts<SealedFact>): readonly Merger[] {
  return factsOf(sealed, 'person', 'PersonsMerged')
    .filter(({ data }) => data.personId === data.absorbedId)
    .map(({ data: { absorbedId, survivorId }, recordedAt }) => ({ absorbedId, survivorId, recordedAt }));
}

/** Those that were recorded by an instant. */
export function knownBy(mergers: readonly Merger[], recordedBy: string): readonly Merger[] {
  return mergers.filter(({ recordedAt }) => Date.parse(recordedAt) <= Date.parse(recordedBy));
}

export function survivorsOf(mergers: readonly Merger[]): SurvivorOf {
  return mergersAmong(mergers.map(({ absorbedId, survivorId }) => ({ id: absorbedId, mergedInto: survivorId, absorbed: {} }))).survivorOf;
}

/**
 * The same facts with each human under the one id that goes on. What was told of an absorbed id as a person (class,
 * employment, profile) is left out: the survivor's own counts.
 */
export function asHumans<F extends FactOf>(facts: Facts<F>, mergers: readonly Merger[]): Facts<F> {
  if (mergers.length === 0) return facts;
  const survivorOf = survivorsOf(mergers);
  const isAbsorbed = (stream: string): boolean => survivorOf(stream.slice('person-'.length)) !== stream.slice('person-'.length);
  return new Map([...facts].map(([category, rows]) => [
    category,
    rows
      .filter(({ stream }) => category !== 'person' || !isAbsorbed(stream))
      .map((row) => ({ ...row, facts: row.facts.map((fact) => ({ ...fact, data: renamed(fact.data, survivorOf) })) })),
  ]));
}

export function allAsHumans(facts: AllFacts, mergers: readonly Merger[]): AllFacts {
  return { public: asHumans(facts.public, mergers), sealed: asHumans(facts.sealed, mergers) };
}

/** Ids are of use nowhere but as themselves, so every text that is an absorbed id is one. */
export function renamed<T>(value: T, survivorOf: SurvivorOf): T {
  if (typeof value === 'string') return survivorOf(value) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => renamed(one, survivorOf)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, renamed<unknown>(one, survivorOf)])) as T;
}
