import type { AgreedTopic, Cadence } from '@flipside/contracts';
import { streamsOf, type PublicFact, type PublicFacts } from '../../facts/fact.js';

/** An agreement as everybody may know it, by its latest terms. */
export interface AgreementView {
  readonly pairingId: string;
  readonly topics: readonly AgreedTopic[];
  readonly cadence: Cadence;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly inForceSince: string;
  readonly completedOn: string | undefined;
  /** Day of the last held session before each stall that was noticed. */
  readonly stalledSince: readonly string[];
  /** Days on which the pair was told of a drift. */
  readonly driftedOn: readonly string[];
}

export function agreementsOf(facts: PublicFacts): AgreementView[] {
  return streamsOf(facts.public, 'agreement').flatMap((row) => row.facts.reduce<AgreementView[]>(evolve, []));
}

function evolve([view]: readonly AgreementView[], fact: PublicFact): AgreementView[] {
  if (fact.type === 'AgreementInForce') {
    return [{ ...termsOf(fact.data), inForceSince: fact.effectiveOn, completedOn: undefined, stalledSince: [], driftedOn: [] }];
  }
  if (!view) return [];
  switch (fact.type) {
    case 'AgreementAmended':
      return [{ ...view, ...termsOf(fact.data) }];
    case 'AgreementCompleted':
      return [{ ...view, completedOn: fact.data.completedOn }];
    case 'StallNoticed':
      return [{ ...view, stalledSince: [...view.stalledSince, fact.data.since] }];
    case 'DriftNoticed':
      return fact.data.told === 'pair' ? [{ ...view, driftedOn: [...view.driftedOn, fact.effectiveOn] }] : [view];
    default:
      return [view];
  }
}

function termsOf(data: Extract<PublicFact, { type: 'AgreementInForce' }>['data']) {
  const { pairingId, topics, cadence, startsOn, endsOn } = data;
  return { pairingId, topics, cadence, startsOn, endsOn };
}
