import { Temporal } from 'temporal-polyfill';

/** True for a zone of the IANA database, by name or alias. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return /^[A-Za-z]/.test(zone);
  } catch {
    return false;
  }
}

/** Date and wall clock at an instant; `time` is `HH:MM:SS.mmm`. @throws RangeError for an unknown zone. */
export function localOf(instant: string, zone: string): { readonly date: string; readonly time: string } {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime();
  return {
    date: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'millisecond' }),
  };
}

/** `YYYY-MM-DD` in the zone at an instant. */
export function localDate(instant: string, zone: string): string {
  return localOf(instant, zone).date;
}

/**
 * The instant of a wall clock, as `Date.prototype.toISOString` writes it. Where the clock goes back and shows a time
 * twice it is the second; where it jumps over the time, as long after the jump: a deadline never comes early.
 */
export function atLocal(date: string, time: string, zone: string): string {
  const local = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  return isoOf(local.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds);
}

/** The first instant of a day in a zone. */
export function startOfDay(date: string, zone: string): string {
  return isoOf(Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds);
}

/** An instant as the whole system writes it: with milliseconds, so that equal instants are equal texts. */
export function isoOf(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
