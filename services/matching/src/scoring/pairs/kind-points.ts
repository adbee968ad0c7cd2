import { commonMinutes } from './common-minutes.js';
import { FORBIDS, LEVELS } from './record-layout.js';
import type { ScanTables } from './scan-tables.js';

/** What a leader's pairs get for one thing, by kind of mentor; valid until the next leader is asked for. */
export type PointsByKind = (mentee: number) => Int32Array;

/** Numbers of rows that are remembered for leaders of the same kind: 8 MB. */
const MOST_REMEMBERED = 2_000_000;

/** @param fill writes the points of all kinds of mentors for one kind of leader. */
function byKind(kindOf: Int32Array, kinds: number, width: number, fill: (kind: number, row: Int32Array) => void): PointsByKind {
  const made = (kind: number, row: Int32Array): Int32Array => {
    fill(kind, row);
    return row;
  };
  if (kinds * width <= MOST_REMEMBERED) {
    const rows: (Int32Array | undefined)[] = new Array(kinds);
    return (mentee) => (rows[kindOf[mentee]!] ??= made(kindOf[mentee]!, new Int32Array(width)));
  }
  const row = new Int32Array(width);
  return (mentee) => made(kindOf[mentee]!, row);
}

/** The language that both speak best. */
export function speechPoints({ speech }: ScanTables): PointsByKind {
  const { starts, spoken, menteeKind, ranks, languages, points } = speech;
  return byKind(menteeKind, ranks.length / languages, starts.length - 1, (kind, row) => {
    for (let mentor = 0; mentor < row.length; mentor++) {
      let best = -1;
      for (let at = starts[mentor]!; at < starts[mentor + 1]!; at += 2) {
        best = Math.max(best, Math.min(spoken[at + 1]!, ranks[kind * languages + spoken[at]!]!));
      }
      row[mentor] = points[best + 1]!;
    }
  });
}

/** Levels between the two, and the career goal that the leader knows most of. */
export function aimPoints({ aims }: ScanTables): PointsByKind {
  const { starts, goals, levels, menteeKind, menteeLevels, areaPoints, areas, levelPoints } = aims;
  return byKind(menteeKind, menteeLevels.length, levels.length, (kind, row) => {
    for (let mentor = 0; mentor < row.length; mentor++) {
      let best = 0;
      for (let at = starts[mentor]!; at < starts[mentor + 1]!; at++) best = Math.max(best, areaPoints[kind * areas + goals[at]!]!);
      row[mentor] = best + levelPoints[levels[mentor]! * LEVELS + menteeLevels[kind]!]!;
    }
  });
}

/** Silo, and site or zone. */
export function placePoints({ places }: ScanTables): PointsByKind {
  const { silos, sites, zones, menteeKind, menteeSilos, menteeSites, menteeZones, siloPoints, sameSitePoints, zonePoints, zoneCount } = places;
  const [same, other, unknown] = siloPoints as unknown as [number, number, number];
  return byKind(menteeKind, menteeSilos.length, silos.length, (kind, row) => {
    const [silo, site, zone] = [menteeSilos[kind]!, menteeSites[kind]!, menteeZones[kind]!];
    for (let mentor = 0; mentor < row.length; mentor++) {
      const crossing = (silos[mentor]! | silo) < 0 ? unknown : silos[mentor] === silo ? same : other;
      const atOneSite = site >= 0 && sites[mentor] === site;
      row[mentor] = crossing + (atOneSite ? sameSitePoints : zonePoints[zones[mentor]! * zoneCount + zone]!);
    }
  });
}

/** Points by common time of two kinds of weeks. */
export function weekPoints({ minutes, minutePoints, unknownMinutePoints, leastMinutes }: ScanTables): (mentorKind: number, menteeKind: number) => number {
  const common = commonMinutes(minutes, leastMinutes);
  const last = minutePoints.length - 1;
  return (mentorKind, menteeKind) => {
    const shared = common(mentorKind, menteeKind);
    if (shared < leastMinutes) return FORBIDS;
    return shared < 0 ? unknownMinutePoints : minutePoints[Math.min(shared, last)]!;
  };
}

/** The same by rows, where there are few enough different weeks to remember; else undefined, and each pair is measured. */
export function rowsOfWeeks({ minutes: { menteeKind, mentorKinds, menteeKinds } }: ScanTables, points: ReturnType<typeof weekPoints>): PointsByKind | undefined {
  if (mentorKinds * menteeKinds > MOST_REMEMBERED) return undefined;
  return byKind(menteeKind, menteeKinds, mentorKinds, (kind, row) => {
    for (let mentor = 0; mentor < row.length; mentor++) row[mentor] = points(mentor, kind);
  });
}
