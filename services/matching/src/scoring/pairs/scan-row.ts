import { topicValue } from '../criteria/topic-fit.js';
import { aimPoints, placePoints, rowsOfWeeks, speechPoints, weekPoints } from './kind-points.js';
import { AIM, BEST, ENDS, FORBIDDEN, FOUND, KINDS, PLACE, RECORD, SECOND, SPEECH, WEEK } from './record-layout.js';
import type { ScanTables } from './scan-tables.js';

/** The pairs of one leader that may be proposed, at `from` to `to` − 1. */
export interface ScannedRow {
  readonly from: number;
  readonly to: number;
  /** Numbers of mentors, in the order in which the index gives them. */
  readonly mentors: Int32Array;
  /** Score without the points for a first place, 0–1,000,000. */
  readonly scores: Int32Array;
}

/** Where scans write, from `from` on: a scan needs room for all mentors. */
export interface ScanRoom {
  readonly from: number;
  readonly mentors: Int32Array;
  readonly scores: Int32Array;
}

export type RowScan = (mentee: number, room?: ScanRoom) => ScannedRow;

/**
 * Scores all pairs of a leader that may be proposed; `judgePair` says the same of one pair. O(offers of the wished topics) a
 * leader, a few nanoseconds each, tens for a pair that is scored. The quality floor is not applied: it depends on the place.
 *
 * @returns a scan that writes where it is told, or else over what it wrote before.
 */
export function rowScan(tables: ScanTables): RowScan {
  const records = recordsOf(tables);
  const find = candidateFinder(tables, records);
  const forbid = forbidder(tables, records);
  const [speechOf, aimsOf, placesOf] = [speechPoints(tables), aimPoints(tables), placePoints(tables)];
  const weekOf = weekPoints(tables);
  const weeksOf = rowsOfWeeks(tables, weekOf);
  const { topicWeight, totalWeight, minutes: { menteeKind } } = tables;
  const found = new Int32Array(tables.mentors);
  const own: ScanRoom = { from: 0, mentors: new Int32Array(tables.mentors), scores: new Int32Array(tables.mentors) };
  let scans = 0;
  return (mentee, { from, mentors, scores } = own) => {
    const scan = scans++;
    forbid(mentee, scan);
    const count = find(mentee, scan, found);
    const [speech, aims, places, weeks] = [speechOf(mentee), aimsOf(mentee), placesOf(mentee), weeksOf?.(mentee)];
    const week = menteeKind[mentee]!;
    let to = from;
    for (let at = 0; at < count; at++) {
      const own = found[at]! * RECORD;
      if (records[own + FORBIDDEN] === scan) continue;
      let points = speech[records[own + SPEECH]!]! + aims[records[own + AIM]!]! + places[records[own + PLACE]!]!;
      if (points < 0) continue;
      points += weeks === undefined ? weekOf(records[own + WEEK]!, week) : weeks[records[own + WEEK]!]!;
      if (points < 0) continue;
      const topics = topicValue(records[own + BEST]!, records[own + SECOND]!);
      mentors[to] = found[at]!;
      scores[to++] = points + Math.floor((topics * topicWeight) / totalWeight);
    }
    return { from, to, mentors, scores };
  };
}

function recordsOf({ mentors, mentorKinds }: ScanTables): Int32Array {
  const records = new Int32Array(mentors * RECORD).fill(-1);
  for (let mentor = 0; mentor < mentors; mentor++) {
    records.set(mentorKinds.subarray(mentor * KINDS, (mentor + 1) * KINDS), mentor * RECORD);
  }
  return records;
}

/** Marks whom power distance or an earlier fact forbids to a leader. */
function forbidder({ forbiddenStarts, forbidden }: ScanTables, records: Int32Array): (mentee: number, scan: number) => void {
  return (mentee, scan) => {
    for (let at = forbiddenStarts[mentee]!; at < forbiddenStarts[mentee + 1]!; at++) {
      records[forbidden[at]! * RECORD + FORBIDDEN] = scan;
    }
  };
}

/** Who offers something that a leader wishes for, each once; the two best fits go into the records. */
function candidateFinder({ topics }: ScanTables, records: Int32Array): (mentee: number, scan: number, found: Int32Array) => number {
  const { mentors, offerKinds, starts, ends, wishStarts, wishTopics, wishKinds, fits, offerKindCount, highest } = topics;
  return (mentee, scan, found) => {
    let count = 0;
    for (let wish = wishStarts[mentee]!; wish < wishStarts[mentee + 1]!; wish++) {
      const topic = wishTopics[wish]!;
      const fitsRow = wishKinds[wish]! * offerKindCount;
      const end = ends[topic * ENDS + highest[mentee]!]!;
      for (let at = starts[topic]!; at < end; at++) {
        const fit = fits[fitsRow + offerKinds[at]!]!;
        if (fit < 0) continue;
        const own = mentors[at]! * RECORD;
        if (records[own + FOUND] !== scan) {
          records[own + FOUND] = scan;
          records[own + BEST] = fit;
          records[own + SECOND] = 0;
          found[count++] = mentors[at]!;
        } else if (fit > records[own + BEST]!) {
          records[own + SECOND] = records[own + BEST]!;
          records[own + BEST] = fit;
        } else if (fit > records[own + SECOND]!) records[own + SECOND] = fit;
      }
    }
    return count;
  };
}
