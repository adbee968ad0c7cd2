import { streamsOf, type AllFacts, type SealedFact, type StreamFacts } from '../../facts/fact.js';

export interface WarningView {
  readonly warningId: string;
  readonly mentorId: string;
  readonly leaderId: string;
  readonly pairingId: string;
  readonly bitesOn: string;
  readonly outcome: 'open' | 'mitigated' | 'materialised' | 'dismissed';
  /** Days before it would have bitten; only where it was mitigated. */
  readonly leadDays: number | undefined;
  readonly costAvoided: { readonly amount: number; readonly currency: string } | undefined;
}

/** Warnings that can still be read; `lost` counts those whose raiser's key is gone. */
export function warningsOf(facts: AllFacts): { readonly warnings: WarningView[]; readonly lost: number } {
  const rows = streamsOf(facts.sealed, 'warning');
  const warnings = rows.flatMap(viewOf);
  return { warnings, lost: rows.length - warnings.length };
}

function viewOf({ facts }: StreamFacts<SealedFact>): WarningView[] {
  const raised = facts.find((fact) => fact.type === 'WarningRaised');
  if (!raised) return [];
  const { warningId, raiserId, leaderId, pairingId, bitesOn } = raised.data;
  if (raiserId === null || leaderId === null || pairingId === null) return [];
  return [{ warningId, mentorId: raiserId, leaderId, pairingId, bitesOn, outcome: outcomeOf(facts), ...gainOf(facts) }];
}

function gainOf(facts: readonly SealedFact[]): Pick<WarningView, 'leadDays' | 'costAvoided'> {
  const mitigated = facts.find((fact) => fact.type === 'WarningMitigated')?.data;
  return { leadDays: mitigated?.leadDays, costAvoided: mitigated?.costAvoided ?? undefined };
}

function outcomeOf(facts: readonly SealedFact[]): WarningView['outcome'] {
  const types = facts.map((fact) => fact.type);
  if (types.includes('WarningMaterialised')) return 'materialised';
  if (types.includes('WarningMitigated')) return 'mitigated';
  return types.includes('WarningDismissed') ? 'dismissed' : 'open';
}
