import { ValidateBy } from 'class-validator';

/** One of our ids; in lower case alone, since streams are named by it. */
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export const INSTANT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?Z$/;

/** Whether it is a day that the calendar has: `2027-02-30` is not. */
export function isDay(value: unknown): boolean {
  return typeof value === 'string' && DAY.test(value) && hasDay(value);
}

/** Whether it is an instant in UTC on a day that the calendar has. */
export function isInstant(value: unknown): boolean {
  return typeof value === 'string' && INSTANT.test(value) && hasDay(value.slice(0, 10));
}

function hasDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** Whether it is a time zone that this machine's calendar knows. */
export function isZone(value: unknown): boolean {
  try {
    return typeof value === 'string' && new Intl.DateTimeFormat('en', { timeZone: value }) !== undefined;
  } catch {
    return false;
  }
}

export function IsDay(): PropertyDecorator {
  return ValidateBy({ name: 'isDay', validator: { validate: isDay, defaultMessage: () => 'must be a day, YYYY-MM-DD' } });
}

export function IsInstant(): PropertyDecorator {
  return ValidateBy({ name: 'isInstant', validator: { validate: isInstant, defaultMessage: () => 'must be an instant in UTC, YYYY-MM-DDTHH:MM:SSZ' } });
}

export function IsZone(): PropertyDecorator {
  return ValidateBy({ name: 'isZone', validator: { validate: isZone, defaultMessage: () => 'must be an IANA time zone' } });
}
