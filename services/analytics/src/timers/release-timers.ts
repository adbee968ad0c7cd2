import { addDays, addMonths } from '@flipside/calendars';
import type { TimerChange } from '@flipside/service-kit';

/** Months after the window for which figures are still released: the retest comes 90 days after the end. */
const MONTHS_AFTER = 4;

interface Told {
  readonly type: string;
  readonly stream: string;
  readonly at: string;
  readonly data: object;
}

/**
 * When releases are made: a month's figures on the second day of the next one, from the opening until after the retest; a
 * round's on the day after its last check-in has closed.
 */
export function releaseTimers(event: Told): readonly TimerChange[] {
  if (event.type === 'ProgrammeOpened') return months(event);
  if (event.type !== 'CheckInClosed') return [];
  const { programmeId, round } = event.data as { programmeId: string; round: number };
  const command = { type: 'release-round', stream: event.stream, programmeId, round };
  return [{ set: `round/${programmeId}/${round}`, due: dueAfter(event.at.slice(0, 10)), command }];
}

function months({ stream, data }: Told): readonly TimerChange[] {
  const { programmeId, window } = data as { programmeId: string; window: { from: string; to: string } };
  return monthsOf(window.from.slice(0, 7), addMonths(window.to, MONTHS_AFTER).slice(0, 7)).map((month) => ({
    set: `month/${programmeId}/${month}`,
    due: dueAfter(`${nextMonth(month)}-01`),
    command: { type: 'release-month', stream, programmeId, month },
  }));
}

/** In the night after a day. */
function dueAfter(day: string): string {
  return `${addDays(day, 1)}T02:00:00.000Z`;
}

function monthsOf(from: string, to: string): readonly string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = nextMonth(month)) months.push(month);
  return months;
}

function nextMonth(month: string): string {
  return addMonths(`${month}-01`, 1).slice(0, 7);
}
