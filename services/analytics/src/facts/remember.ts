import type { Received } from '@flipside/contracts';
import { effectiveOn } from './effective-on.js';
import type { FactOf, Facts, PublicContract, PublicFact, SealedContract, SealedFact, StreamFacts } from './fact.js';

/**
 * The row of a stream after one more contract of it. Contracts of one stream come in order; one that came before
 * (its revision is not above the last) changes nothing.
 */
export function remember(row: StreamFacts<PublicFact> | undefined, contract: PublicContract): StreamFacts<PublicFact>;
export function remember(row: StreamFacts<SealedFact> | undefined, contract: SealedContract): StreamFacts<SealedFact>;
export function remember(row: StreamFacts<FactOf> | undefined, contract: Received): StreamFacts<FactOf> {
  const before = row?.facts ?? [];
  const last = before.at(-1);
  if (row && last && BigInt(last.revision) >= contract.revision) return row;
  const data = contract.data;
  const fact: FactOf = {
    type: contract.type,
    data,
    recordedAt: contract.at,
    effectiveOn: effectiveOn(contract.type, data, contract.at),
    revision: String(contract.revision),
  };
  return { stream: contract.stream, facts: [...before, fact] };
}

/** A moment to look from: what was recorded by then, of what held by that day. */
export interface AsOf {
  /** ISO 8601 in UTC, inclusive. */
  readonly recordedBy: string;
  /** `YYYY-MM-DD`, inclusive. */
  readonly effectiveOn: string;
}

/** As things stood on an instant: recorded by then and in effect on that day (UTC). */
export function asOfInstant(recordedBy: string): AsOf {
  return { recordedBy, effectiveOn: recordedBy.slice(0, 10) };
}

/** Only what was recorded by a moment and held by a day. */
export function seenAsOf<F extends FactOf>(facts: Facts<F>, asOf: AsOf): Facts<F> {
  const latest = Date.parse(asOf.recordedBy);
  const visible = (fact: F): boolean => Date.parse(fact.recordedAt) <= latest && fact.effectiveOn <= asOf.effectiveOn;
  return mapRows(facts, (row) => ({ stream: row.stream, facts: row.facts.filter(visible) }));
}

/** Only rows of one programme, and those that belong to none (people, units). */
export function ofProgramme<F extends FactOf>(facts: Facts<F>, programmeId: string): Facts<F> {
  const fits = ({ data }: F): boolean => {
    const { programmeId: other } = data as { programmeId?: string };
    return other === undefined || other === programmeId;
  };
  return mapRows(facts, (row) => ({ stream: row.stream, facts: row.facts.filter(fits) }));
}

/** Rows by category from rows in any order. */
export function byCategory<F>(rows: Iterable<StreamFacts<F>>): Facts<F> {
  return Map.groupBy(rows, (row) => row.stream.slice(0, row.stream.indexOf('-')));
}

function mapRows<F>(facts: Facts<F>, change: (row: StreamFacts<F>) => StreamFacts<F>): Facts<F> {
  return new Map([...facts].map(([category, rows]) => [category, rows.map(change).filter((row) => row.facts.length > 0)]));
}
