import type { InsightArea, WarningAudience } from '@flipside/contracts';
import type { Truths } from './truths.js';

export interface PlannedWarning {
  /** Days after the start of the pairing. */
  readonly raisedAfterDays: number;
  readonly bitesInDays: number;
  readonly audience: WarningAudience;
  readonly named: boolean;
  readonly outcome: 'in-time' | 'too-late' | 'materialised' | 'dismissed';
  /** Days after it was raised. */
  readonly settledAfterDays: number;
  readonly costAvoided: { readonly amount: number; readonly currency: 'EUR' } | null;
}

const WARNINGS = 13;
const audiences: readonly WarningAudience[] = ['risk-owner', 'own-leader', 'risk-owner', 'custodian'];

/** The warning of the n-th who raises one; undefined for anybody else. */
export function warningOf(index: number, truths: Truths): PlannedWarning | undefined {
  if (index < 0 || index >= WARNINGS) return undefined;
  const outcome = outcomeOf(index, truths);
  const bitesInDays = 40 + 3 * index;
  const settled = {
    'in-time': bitesInDays - 12 - index,
    'too-late': bitesInDays + 6,
    materialised: bitesInDays + 1,
    dismissed: 9,
  }[outcome];
  return {
    raisedAfterDays: 20 + 4 * index,
    bitesInDays,
    audience: audiences[index % audiences.length]!,
    named: index % 3 === 0,
    outcome,
    settledAfterDays: settled,
    costAvoided: outcome === 'in-time' && index % 2 === 0 ? { amount: 5_000 * (index + 1), currency: 'EUR' } : null,
  };
}

/** The first so many are in time; of the rest one is dismissed, and the others too late or materialised. */
function outcomeOf(index: number, { warningsInTime }: Truths): PlannedWarning['outcome'] {
  if (index < warningsInTime) return 'in-time';
  if (index === WARNINGS - 1) return 'dismissed';
  return index % 2 === 0 ? 'too-late' : 'materialised';
}

export interface PlannedInsight {
  readonly area: InsightArea;
  readonly sharedAfterDays: number;
  readonly clearedAfterDays: number | undefined;
  readonly committedAfterDays: number | undefined;
  readonly dueInDays: number;
  readonly deliveredAfterDays: number | undefined;
  /** The programme's outcome measure, before and after. */
  readonly impact: { readonly before: number; readonly after: number } | undefined;
}

const INSIGHTS = 16;
const areas: readonly InsightArea[] = [
  'process',
  'technology',
  'customers-and-market',
  'working-conditions',
  'inclusion-career',
  'decision-tool',
];

/** The insight of the n-th who shares one: twelve are cleared, nine lead to an action, seven are delivered, five measured. */
export function insightOf(index: number): PlannedInsight | undefined {
  if (index < 0 || index >= INSIGHTS) return undefined;
  return {
    area: areas[index % areas.length]!,
    sharedAfterDays: 25 + 3 * index,
    clearedAfterDays: index < 12 ? 4 : undefined,
    committedAfterDays: index < 9 ? 7 + index : undefined,
    dueInDays: 40,
    deliveredAfterDays: index < 7 ? 25 + 3 * index : undefined,
    impact: index < 5 ? { before: 21 - index, after: 13 - index } : undefined,
  };
}
