import type { Random } from './random.js';
import type { AskedInstrument, RespondentRole } from '@flipside/contracts';
import type { Truths } from './truths.js';

const BASE: Readonly<Record<RespondentRole, number>> = { mentor: 4, mentee: 4.1, team: 3.8 };
/** The round from which on mentors find it less safe. */
const FALL_FROM = 3;
const ANSWERS = 0.9;
/** Instruments that the planted fall does not touch. */
const UNTOUCHED = ['worthwhile'];

/**
 * Answers of one person in one round, 1 to 5, reversed items answered the other way round; undefined where they don't answer.
 * @param person chance that is the same in every round, so that a person stays themselves.
 */
export function answersOf(
  role: RespondentRole,
  round: number,
  instruments: readonly AskedInstrument[],
  truths: Truths,
  person: Random,
  moment: Random,
): Readonly<Record<string, number | null>> | undefined {
  const own = 0.45 * normal(person);
  if (moment.next() > ANSWERS) return undefined;
  return Object.fromEntries(
    instruments.flatMap(({ instrument, items }) => {
      const fall = role === 'mentor' && round >= FALL_FROM && !UNTOUCHED.includes(instrument) ? truths.mentorsSafetyFallsBy : 0;
      return items.map(({ item, reversed }) => {
        const good = scale(BASE[role] + own - fall + 0.55 * normal(moment));
        return [item, moment.next() < 0.01 ? null : reversed ? 6 - good : good];
      });
    }),
  );
}

function scale(value: number): number {
  return Math.max(1, Math.min(5, Math.round(value)));
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
