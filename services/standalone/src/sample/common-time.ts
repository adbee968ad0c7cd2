import { atLocal } from '@flipside/calendars';
import type { WeeklyAvailability } from '@flipside/contracts';
import type { Participant } from './participants.js';

interface Span {
  readonly from: number;
  readonly to: number;
}

interface Pair {
  readonly mentor: Participant;
  readonly leader: Participant;
}

/** The first instant on or after a day at which both have an hour in common; undefined when they have none in four weeks. */
export type TimeFinder = (pair: Pair, fromDay: string) => string | undefined;

const HOUR = 3_600_000;
const DAY = 86_400_000;

/** Remembers at which offset each zone stands on a day (no slot of the sample lies in the hour of a clock change). */
export function timeFinder(): TimeFinder {
  const noons = new Map<string, number>();
  const midnight = (day: string, zone: string): number => {
    const name = `${zone} ${day}`;
    const known = noons.get(name) ?? Date.parse(atLocal(day, '12:00', zone)) - 12 * HOUR;
    noons.set(name, known);
    return known;
  };
  return ({ mentor, leader }, fromDay) => {
    const own = mentor.profile.availability!;
    const other = leader.profile.availability!;
    for (let i = 0; i < 28; i++) {
      const day = plusDay(fromDay, i);
      const mine = spansOn(own, day, midnight);
      const theirs = mine.length > 0 ? [-1, 0, 1].flatMap((shift) => spansOn(other, plusDay(day, shift), midnight)) : [];
      const first = commonHours(mine, theirs)[0];
      if (first) return new Date(first.from).toISOString();
    }
    return undefined;
  };
}

function commonHours(mine: readonly Span[], theirs: readonly Span[]): Span[] {
  const common = mine.flatMap((a) => theirs.map((b) => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) })));
  return common.filter(({ from, to }) => to - from >= HOUR).sort((a, b) => a.from - b.from);
}

/** Real times of the slots on one day of the person's own wall clock. */
function spansOn({ zone, slots }: WeeklyAvailability, day: string, midnight: (day: string, zone: string) => number): Span[] {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  const own = slots.filter((slot) => slot.day === weekday);
  return own.map(({ from, to }) => ({ from: midnight(day, zone) + timeOf(from), to: midnight(day, zone) + timeOf(to) }));
}

function timeOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return hours! * HOUR + minutes! * 60_000;
}

function plusDay(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}
