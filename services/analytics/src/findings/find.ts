import { driftIntoHelpDesk, leaderCancelsLate, risksWarnedInTime, siloNotCrossed } from './fact-rules.js';
import type { FiguresRead, Finding, FindingRule } from './finding.js';
import { responseHalved, safetyFell } from './safety-rules.js';
import { skillDidNotRise, skillRose } from './skill-rules.js';

/** Rules over a programme’s figures, as they are documented to readers. */
export const findingRules: readonly FindingRule[] = [
  skillRose,
  skillDidNotRise,
  safetyFell,
  responseHalved,
  risksWarnedInTime,
  driftIntoHelpDesk,
  siloNotCrossed,
];

/** What the figures show. Rules see figures alone, so a finding can be checked by whoever may read them. */
export function findAll(figures: FiguresRead): readonly Finding[] {
  return findingRules.flatMap((rule) => rule.find(figures));
}

/** Rules over one leader’s own figures, for that leader alone. */
export const ownFindingRules: readonly FindingRule[] = [leaderCancelsLate];

export function findOwn(figures: FiguresRead & { readonly leaderId: string }): readonly Finding[] {
  return ownFindingRules.flatMap((rule) => rule.find(figures));
}
