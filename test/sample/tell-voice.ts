import type { FactBook } from '@flipside/analytics/testing/fact-book';
import type { PairingPlan } from '@flipside/standalone/sample/behaviour';
import { plusDays } from '@flipside/standalone/sample/sessions-plan';
import type { PlannedInsight, PlannedWarning } from '@flipside/standalone/sample/voice';
import type { Pair } from './tell-sessions.js';

export function tellVoice(book: FactBook, pair: Pair, plan: PairingPlan, startsOn: string): void {
  if (plan.warning) tellWarning(book, pair, plan.warning, startsOn);
  if (plan.insight) tellInsight(book, pair, plan.insight, startsOn);
}

function tellWarning(
  book: FactBook,
  { pairingId, programmeId, mentorId, menteeId }: Pair,
  planned: PlannedWarning,
  startsOn: string,
): void {
  const stream = `warning-${pairingId}`;
  const raisedOn = plusDays(startsOn, planned.raisedAfterDays);
  const settledOn = plusDays(raisedOn, planned.settledAfterDays);
  const warning = { warningId: pairingId, programmeId };
  const bitesOn = plusDays(raisedOn, planned.bitesInDays);
  book.tellSealed(stream, 'WarningRaised', raisedOn, {
    ...warning,
    audience: planned.audience,
    raisedOn,
    bitesOn,
    raiserId: mentorId,
    pairingId,
    leaderId: menteeId,
  });
  if (planned.outcome === 'dismissed')
    book.tellSealed(stream, 'WarningDismissed', settledOn, { ...warning, dismissedOn: settledOn });
  else if (planned.outcome === 'materialised')
    book.tellSealed(stream, 'WarningMaterialised', settledOn, { ...warning, materialisedOn: settledOn });
  else {
    const leadDays = planned.bitesInDays - planned.settledAfterDays;
    book.tellSealed(stream, 'WarningMitigated', settledOn, {
      ...warning,
      mitigatedOn: settledOn,
      leadDays,
      costAvoided: planned.costAvoided,
    });
  }
}

function tellInsight(
  book: FactBook,
  { pairingId, programmeId, mentorId, menteeId }: Pair,
  planned: PlannedInsight,
  startsOn: string,
): void {
  const stream = `insight-${pairingId}`;
  const insight = { insightId: pairingId, programmeId, area: planned.area };
  const sharedOn = plusDays(startsOn, planned.sharedAfterDays);
  book.tellSealed(stream, 'InsightShared', sharedOn, { ...insight, sharedOn, pairingId, mentorId, menteeId });
  if (planned.clearedAfterDays === undefined) return;
  const clearedOn = plusDays(sharedOn, planned.clearedAfterDays);
  book
    .tell(stream, 'InsightCleared', clearedOn, { ...insight, clearedOn })
    .tellSealed(stream, 'InsightCleared', clearedOn, { ...insight, clearedOn });
  if (planned.committedAfterDays === undefined) return;
  const committedOn = plusDays(clearedOn, planned.committedAfterDays);
  const action = { ...insight, actionId: `${pairingId}.action`, due: plusDays(committedOn, planned.dueInDays) };
  book.tell(stream, 'ActionCommitted', committedOn, { ...action, committedOn });
  if (planned.deliveredAfterDays === undefined) return;
  const deliveredOn = plusDays(committedOn, planned.deliveredAfterDays);
  book.tell(stream, 'ActionDelivered', deliveredOn, { ...action, deliveredOn });
  if (!planned.impact) return;
  const recordedOn = plusDays(deliveredOn, 10);
  book.tell(stream, 'ImpactRecorded', recordedOn, {
    ...insight,
    actionId: action.actionId,
    measure: 'approval-lead-time',
    unit: 'days',
    ...planned.impact,
    recordedOn,
  });
}
