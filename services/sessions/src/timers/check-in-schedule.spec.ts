import { addDays, daysBetween } from '@flipside/calendars';
import fc from 'fast-check';
import { MOST_ROUNDS, plannedRounds } from './check-in-schedule.js';

describe('the schedule of check-ins', () => {
  it('is day 30, then every 60 days, and the end', () => {
    expect(plannedRounds('2026-01-12', '2026-07-13').map(({ round, occasion, on }) => [round, occasion, on])).toEqual([
      [1, 'interim', '2026-02-11'], [2, 'interim', '2026-04-12'], [3, 'interim', '2026-06-11'], [4, 'end', '2026-07-13'],
    ]);
    expect(plannedRounds('2026-01-12', '2026-02-20').map(({ occasion }) => occasion)).toEqual(['end']);
  });

  it('never asks twice within 30 days, and always at the end', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1500 }), (days) => {
      const endsOn = addDays('2026-01-12', days);
      const rounds = plannedRounds('2026-01-12', endsOn);
      const gaps = rounds.slice(1).map(({ on }, index) => daysBetween(rounds[index]!.on, on));
      expect(gaps.every((gap) => gap >= 30)).toBe(true);
      expect(rounds.at(-1)).toMatchObject({ occasion: 'end', on: endsOn, round: rounds.length });
      expect(rounds.length).toBeLessThanOrEqual(MOST_ROUNDS);
    }));
  });
});
