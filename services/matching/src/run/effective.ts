import { localDate, startOfDay } from '@flipside/calendars';

/**
 * A fact of HR takes effect with its day, by the clock of the person whom it is about; a pairing has two. It counts as soon as
 * the day has begun for either, so that nothing is decided on a fact that is over for one of them.
 *
 * @param zones IANA zones of the two; UTC where none is known.
 */
export function dayAt(instant: string, zones: readonly string[]): string {
  return orUtc(zones).map((zone) => localDate(instant, zone)).sort().at(-1)!;
}

/** The first instant of a day for either of the two: `dayAt` of it is that day. */
export function beginningOf(day: string, zones: readonly string[]): string {
  return orUtc(zones).map((zone) => startOfDay(day, zone)).sort()[0]!;
}

function orUtc(zones: readonly string[]): readonly string[] {
  return zones.length > 0 ? zones : ['UTC'];
}
