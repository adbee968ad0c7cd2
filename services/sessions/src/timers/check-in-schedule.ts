import type { CheckInOccasion } from '@flipside/contracts';
import { addDays, daysBetween } from '@flipside/calendars';
import { SURVEY_DAYS } from '../domain/check-in/decide.js';

export interface PlannedRound {
  /** From 1, in order. */
  readonly round: number;
  readonly occasion: CheckInOccasion;
  readonly on: string;
}

const FIRST_DAYS = 30;
const EVERY_DAYS = 60;
/** More than an agreement of four years asks. */
export const MOST_ROUNDS = 25;

/** Day 30, then every 60 days, and at the end; what would come within 30 days before the end gives way to it. */
export function plannedRounds(startsOn: string, endsOn: string): readonly PlannedRound[] {
  const last = daysBetween(startsOn, endsOn) - SURVEY_DAYS;
  const rounds: PlannedRound[] = [];
  for (let day = FIRST_DAYS; day <= last && rounds.length < MOST_ROUNDS - 1; day += EVERY_DAYS) {
    rounds.push({ round: rounds.length + 1, occasion: 'interim', on: addDays(startsOn, day) });
  }
  return [...rounds, { round: rounds.length + 1, occasion: 'end', on: endsOn }];
}
