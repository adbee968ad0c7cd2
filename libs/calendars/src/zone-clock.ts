import { Temporal } from 'temporal-polyfill';

/**
 * The clock changes of one zone over a stretch of time, as a table: conversions by arithmetic alone, since a match run
 * makes millions of them. Times are minutes since 1970: UTC, or local ones as if the wall clock were UTC.
 */
export interface ZoneClock {
  readonly zone: string;
  /** Offset in minutes from each instant on; the first reaches back without end. */
  readonly offsets: readonly { readonly from: number; readonly offset: number }[];
}

/** @param from UTC minutes, as `to`. @throws RangeError for an unknown zone. */
export function zoneClock(zone: string, from: number, to: number): ZoneClock {
  let at = Temporal.Instant.fromEpochMilliseconds(from * 60_000).toZonedDateTimeISO(zone);
  const offsets = [{ from: -Infinity, offset: offsetOf(at) }];
  for (;;) {
    const change = at.getTimeZoneTransition('next');
    if (!change || change.epochMilliseconds > to * 60_000) return { zone, offsets };
    offsets.push({ from: change.epochMilliseconds / 60_000, offset: offsetOf(change) });
    at = change;
  }
}

function offsetOf(at: Temporal.ZonedDateTime): number {
  return Math.round(at.offsetNanoseconds / 60e9);
}

/** The offset in force from–to (UTC minutes), or undefined where it changes within. */
export function steadyOffset(clock: ZoneClock, from: number, to: number): number | undefined {
  if (clock.offsets.some((change) => change.from > from && change.from < to)) return undefined;
  return clock.offsets.findLast((change) => change.from <= from)!.offset;
}

/**
 * The real time, in UTC minutes, of a wall-clock stretch: from the clock change where an end of it is jumped over; where an
 * end of it comes twice, the shorter reading, so that nobody counts as free who may not be. Undefined when nothing is left.
 */
export function realTime(clock: ZoneClock, from: number, to: number): { from: number; to: number } | undefined {
  if (clock.offsets.length === 1) {
    const { offset } = clock.offsets[0]!;
    return { from: from - offset, to: to - offset };
  }
  const starts = readings(clock, from);
  const ends = readings(clock, to);
  const start = starts.at(-1)! < ends[0]! ? starts.at(-1)! : starts[0]!;
  return start < ends[0]! ? { from: start, to: ends[0]! } : undefined;
}

/** Every UTC minute at which the wall clock shows this, in order; the moment of the change for a time jumped over. */
function readings(clock: ZoneClock, local: number): readonly number[] {
  const found: number[] = [];
  clock.offsets.forEach(({ from, offset }, index) => {
    const until = clock.offsets[index + 1]?.from ?? Infinity;
    if (local - offset >= from && local - offset < until) found.push(local - offset);
  });
  if (found.length > 0) return found;
  return [clock.offsets.find((change, index) => index > 0 && local - change.offset < change.from)!.from];
}
