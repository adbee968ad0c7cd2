import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { minutesOf, type Availability, type Slot } from './availability.js';
import { dateOfEpochDay, type DateRange, type Weekday } from './dates.js';
import { overlapMeter, workingMinutesOverlap } from './overlap.js';

const everyDay = (from: string, to: string): readonly Slot[] =>
  ([1, 2, 3, 4, 5] as const).map((day) => ({ day, from, to }));
const at = (zone: string, slots: readonly Slot[]): Availability => ({ zone, slots });
const spring = { from: '2026-03-01', to: '2026-04-30' };

describe('common availability', () => {
  it('is that of the week in which only one of two zones has changed its clock', () => {
    const berlin = at('Europe/Berlin', everyDay('14:00', '16:00'));
    const newYork = at('America/New_York', everyDay('08:00', '10:00'));
    expect(workingMinutesOverlap(berlin, newYork, { from: '2026-02-02', to: '2026-02-27' })).toBe(600);
    // 8 to 29 March: New York is five hours behind Berlin instead of six.
    expect(workingMinutesOverlap(berlin, newYork, spring)).toBe(300);
  });

  it('moves with two zones of opposite halves of the world', () => {
    // Berlin goes forward on 29 March, Sydney back on 5 April: for one week they are nine hours apart, before ten, then eight.
    const sydney = at('Australia/Sydney', everyDay('17:00', '18:00'));
    const berlin = at('Europe/Berlin', everyDay('08:00', '09:00'));
    expect(workingMinutesOverlap(sydney, berlin, { from: '2026-03-30', to: '2026-04-03' })).toBe(300);
    expect(workingMinutesOverlap(sydney, berlin, { from: '2026-03-23', to: '2026-03-27' })).toBe(0);
    expect(workingMinutesOverlap(sydney, berlin, spring)).toBe(0);
  });

  it('counts a Monday morning in its own week where that is still Sunday by UTC', () => {
    const sydney = at('Australia/Sydney', [{ day: 1, from: '10:00', to: '11:00' }]);
    expect(workingMinutesOverlap(sydney, sydney, spring)).toBe(60);
  });

  it('loses what a clock change jumps over and does not count an hour twice that may be meant once', () => {
    const night = at('Europe/Berlin', [{ day: 7, from: '01:00', to: '04:00' }]);
    expect(workingMinutesOverlap(night, night, { from: '2026-03-02', to: '2026-03-08' })).toBe(180);
    expect(workingMinutesOverlap(night, night, spring)).toBe(120);
    const within = at('Europe/Berlin', [{ day: 7, from: '02:15', to: '02:45' }]);
    expect(workingMinutesOverlap(within, within, spring)).toBe(0);
    expect(workingMinutesOverlap(within, within, { from: '2026-10-19', to: '2026-10-25' })).toBe(30);
  });

  it('takes a week that the window only touches as a whole week', () => {
    const monday = at('UTC', [{ day: 1, from: '10:00', to: '11:00' }]);
    expect(workingMinutesOverlap(monday, monday, { from: '2026-03-04', to: '2026-03-05' })).toBe(60);
  });

  it('refuses an unknown zone and a window that ends before it starts', () => {
    const nowhere = at('Europe/Atlantis', everyDay('09:00', '10:00'));
    expect(() => workingMinutesOverlap(nowhere, nowhere, spring)).toThrow(RangeError);
    expect(() => overlapMeter({ from: '2026-03-02', to: '2026-03-01' })).toThrow(RangeError);
  });

  it('equals a count of quarter hours by an independent calendar', () => {
    fc.assert(
      fc.property(availability(16), availability(16), window, (first, second, weeks) => {
        expect(workingMinutesOverlap(first, second, weeks)).toBe(quarterHours(first, second, weeks));
      }),
      { numRuns: 40 },
    );
  });

  it('is never more than that count in the hours of clock changes', () => {
    fc.assert(
      fc.property(availability(0), availability(0), window, (first, second, weeks) => {
        expect(workingMinutesOverlap(first, second, weeks)).toBeLessThanOrEqual(quarterHours(first, second, weeks));
      }),
      { numRuns: 40 },
    );
  });
});

const quarter = (n: number): string => `${String(Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`;

/** @param earliest first quarter of the day used; 16 keeps clear of the hours in which clocks change. */
function availability(earliest: number): fc.Arbitrary<Availability> {
  const slot = fc
    .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: earliest, max: 95 }), fc.integer({ min: 1, max: 40 }))
    .map(([day, from, length]): Slot =>
      ({ day: day as Weekday, from: quarter(from), to: quarter(Math.min(96, from + length)) }));
  const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Auckland', 'Asia/Kathmandu', 'UTC'];
  return fc.record({ zone: fc.constantFrom(...zones), slots: fc.array(slot, { maxLength: 6 }) });
}

const window: fc.Arbitrary<DateRange> = fc
  .tuple(fc.constantFrom(20_520, 20_535, 20_548, 20_725, 20_752), fc.integer({ min: 0, max: 14 }))
  .map(([from, length]) => ({ from: dateOfEpochDay(from), to: dateOfEpochDay(from + length) }));

/** The definition itself, quarter by quarter, with Temporal's own conversions. */
function quarterHours(first: Availability, second: Availability, weeks: DateRange): number {
  const minutes = new Map<string, number>();
  let monday = Temporal.PlainDate.from(weeks.from);
  monday = monday.subtract({ days: monday.dayOfWeek - 1 });
  for (; Temporal.PlainDate.compare(monday, weeks.to) <= 0; monday = monday.add({ days: 7 })) {
    minutes.set(monday.toString(), 0);
    let now = monday.toZonedDateTime(first.zone);
    const end = monday.add({ days: 7 }).toZonedDateTime(first.zone);
    for (; Temporal.ZonedDateTime.compare(now, end) < 0; now = now.add({ minutes: 15 })) {
      const free = isFree(now, first.slots) && isFree(now.withTimeZone(second.zone), second.slots);
      if (free) minutes.set(monday.toString(), minutes.get(monday.toString())! + 15);
    }
  }
  return Math.min(...minutes.values());
}

function isFree(now: Temporal.ZonedDateTime, slots: readonly Slot[]): boolean {
  const minute = now.hour * 60 + now.minute;
  return slots.some((slot) => slot.day === now.dayOfWeek && minutesOf(slot.from) <= minute && minute < minutesOf(slot.to));
}
