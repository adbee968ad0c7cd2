import { AMPLE, availabilityValue } from '../criteria/availability.js';
import { levelGapBroken } from '../hard/level-gap.js';
import { levelDistance } from '../criteria/level-distance.js';
import { pointsOf } from '../criteria/scale.js';
import { totalWeight } from '../policy.js';
import { Growing, shared } from './class-table.js';
import type { Field } from './field.js';
import { aimTables, placeTables, speechTables, type AimTables, type PlaceTables, type SpeechTables } from './kinds.js';
import { FORBIDS, LEVELS } from './record-layout.js';
import type { MinuteTables } from './shared-minutes.js';
import { topicIndex, type TopicIndex } from './topic-index.js';

/**
 * A run's people and rules as plain arrays: worker threads share them, and a pair is scored by looking up what the criteria
 * say of kinds of people. Every number here was computed by the criterion's own file.
 */
export interface ScanTables {
  readonly topics: TopicIndex;
  readonly mentees: number;
  readonly mentors: number;
  /** Four numbers a mentor: kind of speech, aim, place and week. */
  readonly mentorKinds: Int32Array;
  readonly speech: SpeechTables;
  readonly aims: AimTables;
  readonly places: PlaceTables;
  readonly minutes: MinuteTables;
  /** By minutes in common, those beyond the last like the last; and for unknown ones. */
  readonly minutePoints: Int32Array;
  readonly unknownMinutePoints: number;
  readonly leastMinutes: number;
  readonly topicWeight: number;
  readonly totalWeight: number;
  /** Mentors forbidden to each leader by power distance or an earlier fact. */
  readonly forbiddenStarts: Int32Array;
  readonly forbidden: Int32Array;
}

/** Points of the score that a criterion's value gives under the policy. */
export type Points = (criterion: keyof Field['policy']['weights'], value: number) => number;

export function scanTables(field: Field): ScanTables {
  const { policy, mentors, mentees, without, minuteTables: minutes } = field;
  const total = totalWeight(policy);
  const points: Points = (criterion, value) => pointsOf(value, policy.weights[criterion], total);
  const setAside = without === 'topic' || without === 'level-gap' ? without : undefined;
  const levelPoints = shared(Array.from({ length: LEVELS ** 2 }, (_, at) => levelPoint(Math.floor(at / LEVELS), at % LEVELS, field, points)));
  const speech = speechTables(field, points);
  const aims = aimTables(field, levelPoints, points);
  const places = placeTables(field, points);
  const kinds = [speech.mentorKind, aims.mentorKind, places.mentorKind, minutes.mentorKind];
  return {
    topics: topicIndex(mentors, mentees, { ...field, minLevelGap: policy.minLevelGap, without: setAside }),
    mentors: mentors.length, mentees: mentees.length,
    mentorKinds: shared(Int32Array.from({ length: mentors.length * kinds.length }, (_, at) => kinds[at % kinds.length]![Math.floor(at / kinds.length)]!)),
    speech: speech.tables, aims: aims.tables, places: places.tables, minutes, ...minutePoints(field, points), ...forbiddenRows(field),
    topicWeight: policy.weights.topicFit, totalWeight: total,
  };
}

function levelPoint(mentor: number, mentee: number, { policy, without }: Field, points: Points): number {
  const broken = levelGapBroken(mentor, mentee, policy.minLevelGap);
  return broken !== undefined && broken !== without ? FORBIDS : points('levelDistance', levelDistance(mentor, mentee).value);
}

function minutePoints({ policy, without }: Field, points: Points) {
  const { minSharedMinutes } = policy;
  const of = (minutes: number | null): number => points('availability', availabilityValue(minutes, minSharedMinutes).value);
  return {
    minutePoints: shared(Array.from({ length: AMPLE * minSharedMinutes + 1 }, (_, minutes) => of(minutes))),
    unknownMinutePoints: of(null),
    leastMinutes: without === 'availability' ? -1 : minSharedMinutes,
  };
}

function forbiddenRows(field: Field) {
  const [starts, forbidden] = [new Growing(field.mentees.length + 1), new Growing(field.mentees.length)];
  field.mentees.forEach((_, mentee) => {
    starts.push(forbidden.length);
    if (field.isEligibleMentee(mentee)) for (const mentor of field.forbiddenTo(mentee)) forbidden.push(mentor);
  });
  starts.push(forbidden.length);
  return { forbiddenStarts: starts.closed(), forbidden: forbidden.closed() };
}
