import type { MatchingPolicy } from '@flipside/contracts';
import type { HardConstraint } from '../../domain/constraints.js';
import type { Fit } from '../../domain/fit.js';
import type { History } from '../hard/history.js';
import { levelGapBroken } from '../hard/level-gap.js';
import { floorBroken } from '../hard/quality-floor.js';
import { samePersonBroken } from '../hard/same-person.js';
import { languageBroken } from '../hard/shared-language.js';
import { availabilityBroken } from '../hard/shared-time.js';
import type { Mentee, Mentor } from '../people/prepared.js';
import type { ChainGraph } from '../power/chain-graph.js';
import { powerDistance, type PowerRule } from '../power/power-distance.js';
import { fitOf } from './fit-of.js';
import { sharedTopics } from './shared-topics.js';

/** Everything that one pair is judged by. */
export interface Court {
  readonly policy: MatchingPolicy;
  readonly graph: ChainGraph;
  readonly power: PowerRule;
  readonly history: History;
  /** Minutes in common in the smallest week of the window; null where one of them gave no availability. */
  readonly minutes: (mentor: Mentor, mentee: Mentee) => number | null;
  /** Of a what-if run: counted as kept. Never power distance or a private constraint. */
  readonly without?: HardConstraint;
}

export interface Judgement {
  /** All hard constraints that the pair breaks, most telling first; none for a pair that may be proposed. */
  readonly broken: readonly HardConstraint[];
  /** The mentor opted in to a leader of the own chain. */
  readonly tellCustodian: boolean;
  readonly fit: Fit;
}

/** One pair, in full. A run scans millions of pairs by tables made of the same parts; a property test compares the two. */
export function judgePair(court: Court, mentor: Mentor, mentee: Mentee, second = mentor.open > 0): Judgement {
  const minutes = court.minutes(mentor, mentee);
  const fit = fitOf(court.policy, mentor, mentee, minutes, second);
  const { broken, tellCustodian } = brokenBy(court, mentor, mentee, minutes);
  const low = floorBroken(fit.score, court.policy.qualityFloor);
  return { broken: low !== undefined && low !== court.without ? [...broken, low] : broken, tellCustodian, fit };
}

/** The hard constraints alone, but for the quality floor. */
export function brokenBy(court: Court, mentor: Mentor, mentee: Mentee, minutes: number | null): Omit<Judgement, 'fit'> {
  const power = powerDistance(court.graph, court.power, mentor, mentee);
  const all: (HardConstraint | undefined | false)[] = [
    samePersonBroken(mentor.personId, mentee.personId),
    court.history.between(mentor.personId, mentee.personId),
    power.broken,
    ...mentor.barred,
    ...mentee.barred,
    levelGapBroken(mentor.level, mentee.level, court.policy.minLevelGap),
    sharedTopics(mentor, mentee).length === 0 && 'topic',
    languageBroken(mentor.languages, mentee.languages),
    availabilityBroken(minutes, court.policy.minSharedMinutes),
  ];
  const broken = [...new Set(all)].filter((constraint) => typeof constraint === 'string' && constraint !== court.without);
  return { broken: broken as HardConstraint[], tellCustodian: power.tellCustodian };
}
