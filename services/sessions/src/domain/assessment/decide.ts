import type { AssessmentOccasion, Rater } from '@flipside/contracts';
import { DomainError, type Decider } from '@flipside/event-sourcing';
import { daysFrom, dayOf } from '../moments.js';
import { pairOf, sideOf, type Pair } from '../pair.js';
import type { AssessmentEvent, GrowthRater, GrowthSkill } from './events.js';

/** Days after the end reading from which a retest is one. */
export const RETEST_DAYS = 90;

interface Reading {
  /** Null once it was erased. */
  readonly rater: Rater | GrowthRater | null;
  readonly occasion: AssessmentOccasion;
  readonly on: string;
}

export type AssessmentState =
  | { readonly status: 'none' }
  | { readonly status: 'assessed'; readonly pair: Pair; readonly skill: string; readonly readings: readonly Reading[] };

interface Assess {
  readonly by: string;
  readonly occasion: AssessmentOccasion;
  /** 0–5, whole. */
  readonly rating: number;
  /** An instant of business time, ISO 8601 in UTC. */
  readonly at: string;
}

export type AssessmentCommand =
  | (Pair &
      Assess & {
        readonly type: 'assessSkill';
        readonly skill: string;
        readonly rater: Rater;
        /** Of the agreement, the latest there was; null: not agreed. */
        readonly target: number | null;
        /** At the end, by self: the baseline as it looks now. */
        readonly ratingThen?: number;
        /** The sprint whose result shows it; evidence only. */
        readonly sprintId?: string;
      })
  | (Pair & Assess & { readonly type: 'assessGrowth'; readonly skill: GrowthSkill; readonly comment: string | null });

type CommandOf<T extends AssessmentCommand['type']> = Extract<AssessmentCommand, { type: T }>;

function decide(command: AssessmentCommand, state: AssessmentState): readonly AssessmentEvent[] {
  return command.type === 'assessSkill' ? [assessSkill(command, state)] : [assessGrowth(command, state)];
}

function assessSkill(command: CommandOf<'assessSkill'>, state: AssessmentState): AssessmentEvent {
  const pair = pairOf(command);
  const { rater, skill, occasion, rating, target, ratingThen = null, sprintId = null } = command;
  checkRater(command, pair);
  if (target === null) throw new DomainError('skill-not-agreed', 'Take a skill of the agreement: perspectives are never rated.');
  checkLevels([rating, ratingThen ?? 0]);
  checkThen(command);
  checkOccasion(command, rater, state);
  const levels = { rater, rating, ratingThen, target, sprintId };
  return { type: 'SkillAssessed', data: { ...pair, skill, occasion, assessedOn: dayOf(command.at), ...levels } };
}

function assessGrowth(command: CommandOf<'assessGrowth'>, state: AssessmentState): AssessmentEvent {
  const pair = pairOf(command);
  const rater = sideOf(pair, command.by, 'assessment-not-found') === 'mentor' ? 'self' : 'leader';
  const { skill, occasion, rating, comment } = command;
  checkLevels([rating]);
  checkOccasion(command, rater, state);
  return { type: 'GrowthAssessed', data: { ...pair, skill, occasion, assessedOn: dayOf(command.at), rater, rating, comment } };
}

function checkRater({ by, rater, sprintId }: CommandOf<'assessSkill'>, pair: Pair): void {
  const side = sideOf(pair, by, 'assessment-not-found');
  if (side !== (rater === 'self' ? 'mentee' : 'mentor')) {
    throw new DomainError('not-the-rater', 'The leader rates themselves; the mentor rates the leader and judges evidence.');
  }
  if (rater === 'evidence' && !sprintId) throw new DomainError('evidence-missing', 'Name the sprint whose result shows it.');
}

function checkLevels(levels: readonly number[]): void {
  if (levels.every((level) => Number.isInteger(level) && level >= 0 && level <= 5)) return;
  throw new DomainError('level-out-of-range', 'Levels are whole numbers from 0 to 5.');
}

function checkThen({ rater, occasion, ratingThen }: CommandOf<'assessSkill'>): void {
  const wanted = rater === 'self' && occasion === 'end';
  if (wanted && ratingThen === undefined) {
    throw new DomainError('then-rating-missing', 'At the end say also where you stood at the beginning, as you see it now.');
  }
  if (!wanted && ratingThen !== undefined) {
    throw new DomainError('then-rating-misplaced', 'Only at the end, and only the leader rates the beginning anew.');
  }
}

/** By the same rater, since raters are never pooled; evidence at the end may be the first there is, after any baseline. */
function checkOccasion({ occasion, at }: Assess, rater: Reading['rater'], state: AssessmentState): void {
  const readings = state.status === 'none' ? [] : state.readings;
  const own = readings.filter((reading) => reading.rater === rater);
  if (own.some((reading) => reading.occasion === occasion)) {
    throw new DomainError('already-assessed', 'You assessed this on that occasion: a reading stays as it is.');
  }
  if (occasion === 'baseline') refuseLateBaseline(own);
  if (occasion === 'end') refuseWithoutBaseline(rater === 'evidence' ? readings : own);
  if (occasion === 'retest') refuseEarlyRetest(own, at);
}

function refuseLateBaseline(own: readonly Reading[]): void {
  if (own.length > 0) throw new DomainError('baseline-too-late', 'A baseline comes before every other reading.');
}

function refuseWithoutBaseline(readings: readonly Reading[]): void {
  if (readings.some((reading) => reading.occasion === 'baseline')) return;
  throw new DomainError('baseline-missing', 'There is no baseline to compare with.');
}

function refuseEarlyRetest(own: readonly Reading[], at: string): void {
  const end = own.find((reading) => reading.occasion === 'end');
  if (!end) throw new DomainError('end-reading-missing', 'A retest follows a reading at the end.');
  if (daysFrom(end.on, at) < RETEST_DAYS) {
    throw new DomainError('too-early-for-retest', `A retest comes ${RETEST_DAYS} days after the reading at the end.`);
  }
}

function evolve(state: AssessmentState, { data }: AssessmentEvent): AssessmentState {
  const reading: Reading = { rater: data.rater, occasion: data.occasion, on: data.assessedOn };
  if (state.status === 'assessed') return { ...state, readings: [...state.readings, reading] };
  return { status: 'assessed', pair: pairOf(data), skill: data.skill, readings: [reading] };
}

export const assessmentDecider: Decider<AssessmentCommand, AssessmentEvent, AssessmentState> = {
  initial: { status: 'none' },
  decide,
  evolve,
};
