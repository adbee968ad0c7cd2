import { faultOf, weekRangesOf, withinAvailability, withinWorkingTime, type Availability } from './availability.js';
import type { WorkingCalendar } from './working-days.js';

const office: Availability = {
  zone: 'Europe/Berlin',
  slots: [{ day: 7, from: '22:00', to: '24:00' }, { day: 2, from: '09:00', to: '11:00' }, { day: 2, from: '10:30', to: '12:00' }],
};
const calendar: WorkingCalendar = {
  zone: 'Europe/Berlin', workingDays: [1, 2], absences: [{ from: '2026-03-31', to: '2026-03-31' }],
};
const time = (startsAt: string, endsAt: string) => ({ startsAt, endsAt });

describe('availability', () => {
  it('joins slots that touch or overlap', () => {
    expect(weekRangesOf(office.slots)).toEqual([{ from: 1_980, to: 2_160 }, { from: 9_960, to: 10_080 }]);
    expect(weekRangesOf([{ day: 1, from: '22:00', to: '24:00' }, { day: 2, from: '00:00', to: '01:00' }])).toHaveLength(1);
  });

  it('names what is wrong with it', () => {
    expect(faultOf(office)).toBeUndefined();
    expect(faultOf({ ...office, zone: 'Mars/Olympus' })).toContain('Mars/Olympus');
    expect(faultOf({ ...office, slots: [{ day: 8 as 7, from: '09:00', to: '10:00' }] })).toContain('8 is not a day');
    expect(faultOf({ ...office, slots: [{ day: 1, from: '09:00', to: '25:00' }] })).toContain('25:00');
    expect(faultOf({ ...office, slots: [{ day: 1, from: '22:00', to: '02:00' }] })).toContain('ends before it starts');
  });

  it('holds a stretch by the wall clock, whichever side of a clock change', () => {
    expect(withinAvailability(time('2026-03-24T08:00:00Z', '2026-03-24T11:00:00Z'), office)).toBe(true);
    expect(withinAvailability(time('2026-03-31T08:00:00Z', '2026-03-31T10:00:00Z'), office)).toBe(true);
    expect(withinAvailability(time('2026-03-31T08:00:00Z', '2026-03-31T11:00:00Z'), office)).toBe(false);
    expect(withinAvailability(time('2026-03-24T07:59:00Z', '2026-03-24T09:00:00Z'), office)).toBe(false);
    expect(withinAvailability(time('2026-03-22T21:00:00Z', '2026-03-22T23:00:00Z'), office)).toBe(true);
    expect(withinAvailability(time('2026-03-22T21:00:00Z', '2026-03-22T23:30:00Z'), office)).toBe(false);
    expect(withinAvailability(time('2026-03-24T08:00:00Z', '2026-03-31T09:00:00Z'), office)).toBe(false);
    expect(withinAvailability(time('2026-03-24T08:30:00Z', '2026-03-24T08:30:00Z'), office)).toBe(false);
  });
});

describe('working time', () => {
  it('is the hours of a working day without absence', () => {
    expect(withinWorkingTime(time('2026-03-24T07:00:00Z', '2026-03-24T17:00:00Z'), calendar)).toBe(true);
    expect(withinWorkingTime(time('2026-03-24T06:59:00Z', '2026-03-24T08:00:00Z'), calendar)).toBe(false);
    expect(withinWorkingTime(time('2026-03-24T16:30:00Z', '2026-03-24T17:00:00.001Z'), calendar)).toBe(false);
    expect(withinWorkingTime(time('2026-03-25T09:00:00Z', '2026-03-25T10:00:00Z'), calendar)).toBe(false);
    expect(withinWorkingTime(time('2026-03-31T09:00:00Z', '2026-03-31T10:00:00Z'), calendar)).toBe(false);
    expect(withinWorkingTime(time('2026-03-23T09:00:00Z', '2026-03-24T10:00:00Z'), calendar)).toBe(false);
    const late = { from: '15:00', to: '20:00' };
    expect(withinWorkingTime(time('2026-03-24T16:00:00Z', '2026-03-24T18:00:00Z'), calendar, late)).toBe(true);
  });
});
