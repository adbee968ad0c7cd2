import type {
  MatchingPublic,
  MatchingSealed,
  ParticipantsPublic,
  ParticipantsSealed,
  Received,
  SessionsPublic,
  SessionsSealed,
} from '@flipside/contracts';

export type PublicContract = ParticipantsPublic | MatchingPublic | SessionsPublic;
export type SealedContract = ParticipantsSealed | MatchingSealed | SessionsSealed;

/** A contract as figures read it: what it said, when that was recorded, and from which day on it holds. */
export interface FactOf<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
  /** Business time of the event, ISO 8601 in UTC. */
  readonly recordedAt: string;
  /** `YYYY-MM-DD`. */
  readonly effectiveOn: string;
  /** Place in its stream; a contract that comes again is known by it. */
  readonly revision: string;
}

type Remembered<C> = C extends Received<infer Type, infer Data> ? FactOf<Type, Data> : never;

export type PublicFact = Remembered<PublicContract>;
export type SealedFact = Remembered<SealedContract>;

/** All that one stream has told in one audience, in its own order: a row of the read model. */
export interface StreamFacts<F> {
  readonly stream: string;
  readonly facts: readonly F[];
}

/** Rows by category of stream. Order between streams means nothing. */
export type Facts<F> = ReadonlyMap<string, readonly StreamFacts<F>[]>;

/** What live figures may read: public contracts alone. */
export interface PublicFacts {
  readonly public: Facts<PublicFact>;
}

/** What releases may read beside it. */
export interface AllFacts extends PublicFacts {
  readonly sealed: Facts<SealedFact>;
}

/** The rows of a category; none where nothing was told. */
export function streamsOf<F>(facts: Facts<F>, category: string): readonly StreamFacts<F>[] {
  return facts.get(category) ?? [];
}

/** Every fact of a type, with its data typed. */
export function factsOf<F extends FactOf, T extends F['type']>(
  facts: Facts<F>,
  category: string,
  type: T,
): Extract<F, { type: T }>[] {
  return streamsOf(facts, category).flatMap((row) =>
    row.facts.filter((fact): fact is Extract<F, { type: T }> => fact.type === type),
  );
}
