import fc from 'fast-check';
import { addDays, addMonths, dateOfEpochDay, daysBetween, epochDayOf, isDate, nextMonday, weekdayOf } from './dates.js';

const days = fc.integer({ min: -30_000, max: 60_000 });

describe('dates', () => {
  it('refuses what is no date of the calendar', () => {
    for (const text of ['2026-02-30', '2025-02-29', '2026-13-01', '2026-1-1', '26-01-01', '2026-01-01T00:00:00Z', '']) {
      expect(isDate(text)).toBe(false);
      expect(() => epochDayOf(text)).toThrow(RangeError);
    }
    expect(isDate('2024-02-29')).toBe(true);
  });

  it('counts days both ways', () => {
    fc.assert(fc.property(days, days, (from, to) => {
      expect(epochDayOf(dateOfEpochDay(from))).toBe(from);
      expect(daysBetween(dateOfEpochDay(from), dateOfEpochDay(to))).toBe(to - from);
      expect(addDays(dateOfEpochDay(from), to - from)).toBe(dateOfEpochDay(to));
    }));
  });

  it('knows the days of the week', () => {
    expect(weekdayOf('1970-01-01')).toBe(4);
    expect(weekdayOf('1969-12-29')).toBe(1);
    expect(weekdayOf('2026-03-29')).toBe(7);
  });

  it('keeps to the last day of a shorter month', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2026-01-31', 3)).toBe('2026-04-30');
    expect(addMonths('2026-11-15', 3)).toBe('2027-02-15');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
  });

  it('takes a Monday to the next one, one to seven days on', () => {
    expect(nextMonday('2026-03-02')).toBe('2026-03-09');
    fc.assert(fc.property(days, (day) => {
      const monday = nextMonday(dateOfEpochDay(day));
      expect(weekdayOf(monday)).toBe(1);
      expect(epochDayOf(monday) - day).toBeGreaterThanOrEqual(1);
      expect(epochDayOf(monday) - day).toBeLessThanOrEqual(7);
    }));
  });
});
