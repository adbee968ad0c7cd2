import fc from 'fast-check';
import { addDays, dateOfEpochDay, weekdayOf, type Weekday } from './dates.js';
import {
  addPresentDays, addWorkingDays, isWorkingDay, presentDaysIn, reviewMoment, workingDaysIn, type WorkingCalendar,
} from './working-days.js';
import { isZone, localOf, startOfDay } from './zones.js';

const berlin: WorkingCalendar = { zone: 'Europe/Berlin', workingDays: [1, 2, 3, 4, 5] };
const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/Sao_Paulo'];

const calendar: fc.Arbitrary<WorkingCalendar> = fc.record({
  zone: fc.constantFrom(...zones),
  workingDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }).map((day) => day as Weekday), { minLength: 1 }),
  absences: fc.array(fc.tuple(fc.integer({ min: 20_400, max: 20_600 }), fc.integer({ min: 0, max: 20 })).map(([from, length]) =>
    ({ from: dateOfEpochDay(from), to: dateOfEpochDay(from + length) })), { maxLength: 3 }),
});
const instant = fc.integer({ min: 20_400 * 86_400, max: 20_600 * 86_400 }).map((s) => new Date(s * 1000).toISOString());

describe('working days', () => {
  it('keep the local time over a clock change', () => {
    // Friday 27 March 2026, 10:00 CET; the clock goes forward on Sunday.
    expect(addWorkingDays('2026-03-27T09:00:00.000Z', 1, berlin)).toBe('2026-03-30T08:00:00.000Z');
    expect(addWorkingDays('2026-10-23T08:00:00.000Z', 1, berlin)).toBe('2026-10-26T09:00:00.000Z');
  });

  it('are those of the person: part time, absence, holiday', () => {
    const partTime = { ...berlin, workingDays: [2, 4] as const };
    expect(addWorkingDays('2026-03-03T09:00:00.000Z', 5, partTime)).toBe('2026-03-19T09:00:00.000Z');
    const away = { ...berlin, absences: [{ from: '2026-03-04', to: '2026-03-10' }], holidays: ['2026-03-11'] };
    expect(addWorkingDays('2026-03-03T09:00:00.000Z', 1, away)).toBe('2026-03-12T09:00:00.000Z');
    expect(isWorkingDay('2026-03-10', away)).toBe(false);
    expect(workingDaysIn({ from: '2026-03-01', to: '2026-03-15' }, away)).toBe(4);
  });

  it('from a day off last to the end of the last one', () => {
    expect(addWorkingDays('2026-03-07T09:00:00.000Z', 5, berlin)).toBe('2026-03-13T23:00:00.000Z');
  });

  it('never end earlier for a later start, and hold n whole working days', () => {
    fc.assert(fc.property(calendar, instant, instant, fc.integer({ min: 1, max: 12 }), (own, one, other, n) => {
      const [early, late] = [one, other].sort() as [string, string];
      expect(addWorkingDays(early, n, own) <= addWorkingDays(late, n, own)).toBe(true);
      const start = localOf(early, own.zone);
      const end = localOf(addWorkingDays(early, n, own), own.zone);
      const counted = workingDaysIn({ from: addDays(start.date, 1), to: addDays(end.date, -1) }, own);
      expect(counted).toBe(isWorkingDay(start.date, own) ? n - 1 : n);
      if (isWorkingDay(start.date, own)) expect(isWorkingDay(end.date, own)).toBe(true);
    }));
  });

  it('add up: n and then m are n + m', () => {
    const some = fc.integer({ min: 1, max: 6 });
    fc.assert(fc.property(calendar, instant, some, some, (own, from, n, m) => {
      fc.pre(isWorkingDay(localOf(from, own.zone).date, own));
      fc.pre(localOf(addWorkingDays(from, n, own), own.zone).time === localOf(from, own.zone).time);
      expect(addWorkingDays(addWorkingDays(from, n, own), m, own)).toBe(addWorkingDays(from, n + m, own));
    }));
  });

  it('need a calendar that has some', () => {
    expect(() => addWorkingDays('2026-03-03T09:00:00.000Z', 1, { ...berlin, workingDays: [] })).toThrow(RangeError);
    expect(() => addWorkingDays('2026-03-03T09:00:00.000Z', -1, berlin)).toThrow(RangeError);
    expect(() => addWorkingDays('2026-03-03T09:00:00.000Z', 0.5, berlin)).toThrow(RangeError);
    expect(addWorkingDays('2026-03-03T09:00:00.000Z', 0, berlin)).toBe('2026-03-03T09:00:00.000Z');
  });
});

describe('days of presence', () => {
  const absences = [{ from: '2026-03-10', to: '2026-03-12' }];

  it('leave out an absence, not a weekend', () => {
    expect(addPresentDays('2026-03-05T09:00:00.000Z', 7, { zone: 'Europe/Berlin', absences })).toBe('2026-03-15T09:00:00.000Z');
    expect(addPresentDays('2026-03-11T09:00:00.000Z', 1, { zone: 'Europe/Berlin', absences })).toBe('2026-03-13T23:00:00.000Z');
    expect(presentDaysIn({ from: '2026-03-09', to: '2026-03-13' }, absences)).toBe(2);
  });
});

describe('the weekly review', () => {
  it('is Monday 09:00 of the programme, after the moment asked about', () => {
    expect(reviewMoment('2026-03-30T06:59:59.999Z', 'Europe/Berlin')).toBe('2026-03-30T07:00:00.000Z');
    expect(reviewMoment('2026-03-30T07:00:00.000Z', 'Europe/Berlin')).toBe('2026-04-06T07:00:00.000Z');
    expect(reviewMoment('2026-03-28T12:00:00.000Z', 'Europe/Berlin')).toBe('2026-03-30T07:00:00.000Z');
  });

  it('comes within eight days wherever the programme is', () => {
    fc.assert(fc.property(fc.constantFrom(...zones), instant, (zone, after) => {
      const review = reviewMoment(after, zone);
      expect(localOf(review, zone).time).toBe('09:00:00.000');
      expect(weekdayOf(localOf(review, zone).date)).toBe(1);
      const hours = (Date.parse(review) - Date.parse(after)) / 3_600_000;
      expect(hours > 0 && hours <= 7 * 24 + 1).toBe(true);
    }));
  });
});

describe('zones', () => {
  it('are those of the IANA database', () => {
    expect(['Europe/Berlin', 'UTC', 'Asia/Calcutta'].every(isZone)).toBe(true);
    expect(['Europe/Atlantis', '+02:00', '', 'berlin'].some(isZone)).toBe(false);
  });

  it('begin a day at its first instant, also where midnight is jumped over', () => {
    expect(startOfDay('2018-11-04', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z');
    expect(localOf('2018-11-04T03:00:00.000Z', 'America/Sao_Paulo')).toEqual({ date: '2018-11-04', time: '01:00:00.000' });
  });
});
