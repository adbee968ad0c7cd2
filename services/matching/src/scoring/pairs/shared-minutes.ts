import { weekRangesOf, type DateRange, type WeekRange } from '@flipside/calendars';
import { DomainError } from '@flipside/event-sourcing';
import type { PreparedPerson } from '../people/prepared.js';
import { classesOf, Growing, shared, type Classes } from './class-table.js';
import { meetingWeeks, type MeetingWeeks } from './meeting-weeks.js';
import { weekBits, type WeekBits } from './week-bits.js';
import { meetingsOf, patternsOf, type Patterns } from './week-patterns.js';

/** All that common time is measured by; arrays only, so that worker threads share it. */
export interface MinuteTables extends WeekBits {
  /** The kind of each person's week: people of one kind have the same week; and how many kinds there are. */
  readonly mentorKind: Int32Array;
  readonly menteeKind: Int32Array;
  readonly mentorKinds: number;
  readonly menteeKinds: number;
  /** First pattern of each kind, −1 without availability; those of one kind follow each other. */
  readonly mentorFirst: Int32Array;
  readonly menteeFirst: Int32Array;
  /** How each kind's patterns lie over the weeks: those with the same signature meet alike. */
  readonly mentorSignature: Int32Array;
  readonly menteeSignature: Int32Array;
  readonly menteeSignatures: number;
  /** Patterns that meet: mine, theirs, … from meetingStarts[mentor's signature × menteeSignatures + leader's] on. */
  readonly meetingStarts: Int32Array;
  readonly meetings: Int32Array;
}

type Available = Pick<PreparedPerson, 'availability'>;

interface Week {
  readonly zone: string;
  readonly ranges: readonly WeekRange[];
}

/**
 * The measure of libs/calendars (weeks by the mentor's clock, clock changes followed exactly) for a whole run. People with the
 * same availability are read once; weeks that look alike for both are measured once.
 *
 * @throws DomainError `snapshot-invalid` for an unknown zone or a bad time.
 */
export function minuteTables(window: DateRange, mentors: readonly Available[], mentees: readonly Available[]): MinuteTables {
  const firsts = weeksOf(mentors);
  const seconds = weeksOf(mentees);
  return readable(() => {
    const weeks = meetingWeeks(window, zonesOf(firsts), zonesOf(seconds));
    const mine = read(weeks, firsts, 'within');
    const theirs = read(weeks, seconds, 'around');
    return {
      ...weekBits(mine.patterns, theirs.patterns), ...meetingsBetween(mine, theirs),
      mentorKind: shared(firsts.of), menteeKind: shared(seconds.of), mentorKinds: firsts.samples.length, menteeKinds: seconds.samples.length,
      mentorFirst: mine.first, menteeFirst: theirs.first, mentorSignature: mine.signature, menteeSignature: theirs.signature,
    };
  });
}

function weeksOf(people: readonly Available[]): Classes<Week | null> {
  const weeks = readable(() => people.map(({ availability }): Week | null => {
    if (availability === null || availability.slots.length === 0) return null;
    return { zone: availability.zone, ranges: weekRangesOf(availability.slots) };
  }));
  const textOf = ({ zone, ranges }: Week): string => `${zone} ${ranges.map(({ from, to }) => `${from}-${to}`).join()}`;
  return classesOf(weeks, (week) => (week === null ? '' : textOf(week)));
}

function zonesOf({ samples }: Classes<Week | null>): readonly string[] {
  return [...new Set(samples.flatMap((week) => week?.zone ?? []))];
}

interface Side {
  readonly patterns: readonly Patterns['patterns'][number][];
  readonly first: Int32Array;
  readonly signature: Int32Array;
  readonly signatures: readonly (Patterns | null)[];
}

/** Patterns of one side in a row, and where those of each kind begin. */
function read(weeks: MeetingWeeks, kinds: Classes<Week | null>, side: 'within' | 'around'): Side {
  const read = kinds.samples.map((week) => week && patternsOf(weeks, week.ranges, week.zone, weeks.mondays, side));
  const signatures = classesOf(read, (kind) => kind?.signature ?? '');
  const patterns: Patterns['patterns'][number][] = [];
  const first = read.map((kind) => (kind === null ? -1 : patterns.push(...kind.patterns) - kind.patterns.length));
  return { patterns, first: shared(first), signature: shared(signatures.of), signatures: signatures.samples };
}

function meetingsBetween(mine: Side, theirs: Side) {
  const starts = new Growing(16);
  const meetings = new Growing(16);
  starts.push(0);
  for (const first of mine.signatures) {
    for (const second of theirs.signatures) {
      if (first && second) for (const pattern of meetingsOf(first, second)) meetings.push(pattern);
      starts.push(meetings.length);
    }
  }
  return { meetingStarts: starts.closed(), meetings: meetings.closed(), menteeSignatures: theirs.signatures.length };
}

function readable<T>(reading: () => T): T {
  try {
    return reading();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DomainError('snapshot-invalid', `An availability can’t be read: ${error.message}.`);
  }
}
