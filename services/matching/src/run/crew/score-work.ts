import { rowScan, type ScannedRow } from '../../scoring/pairs/scan-row.js';
import type { ScanTables } from '../../scoring/pairs/scan-tables.js';
import { MentorHeaps, type MentorBests } from './mentor-bests.js';
import { CHUNK, RoomForRows, RowWriter, type ChunkRows } from './rows.js';
import type { Work } from './work.js';

export interface ScoreTask {
  readonly kind: 'score';
  /** Best pairs of each leader, and of each mentor, that are kept in any case. */
  readonly perMentee: number;
  readonly perMentor: number;
  /** Whether all pairs are kept. */
  readonly keep: boolean;
}

export interface ScoredChunk {
  readonly pairs: number;
  /** The best pairs of each leader: all that score `least` or more. */
  readonly near: ChunkRows & { readonly least: Int32Array };
  readonly all: ChunkRows | null;
}

/** Scores every pair once. */
export function scoreWork(tables: ScanTables, { perMentee, perMentor, keep }: ScoreTask): Work<ScoredChunk, MentorBests> {
  const scan = rowScan(tables);
  const heaps = new MentorHeaps(tables.mentors, perMentor);
  const leastOf = bestScores(perMentee);
  const near = new RowWriter(CHUNK * perMentee * 2);
  const room = keep ? new RoomForRows() : undefined;
  const leasts = new Int32Array(CHUNK);
  const look = (mentee: number, row: ScannedRow): number => {
    const least = leastOf(row);
    const { from, to, mentors, scores } = row;
    for (let at = from; at < to; at++) {
      const score = scores[at]!;
      if (score >= heaps.least[mentors[at]!]!) heaps.offer(mentors[at]!, mentee, score);
      if (score >= least) near.push(mentors[at]!, score);
    }
    return least;
  };
  return {
    of: (chunk) => {
      let pairs = 0;
      room?.openChunk(tables.mentors);
      const starts = new Int32Array(CHUNK + 1).fill(room?.from ?? 0);
      for (let mentee = chunk * CHUNK; mentee < Math.min(tables.mentees, (chunk + 1) * CHUNK); mentee++) {
        const row = scan(mentee, room);
        pairs += row.to - row.from;
        leasts[mentee % CHUNK] = look(mentee, row);
        near.endRow();
        if (room) starts[(mentee % CHUNK) + 1] = room.from = row.to;
      }
      const all = room ? { starts, mentors: room.mentors, scores: room.scores } : null;
      return { pairs, near: { ...near.taken(), least: leasts.slice() }, all };
    },
    end: () => ({ most: heaps.most, sizes: heaps.sizes, mentees: heaps.mentees, scores: heaps.scores }),
  };
}

/** The score from which about `count` pairs of a row lie, all nearly equal ones together; 0 for all of them. O(pairs). */
export function bestScores(count: number): (row: ScannedRow) => number {
  const SHIFT = 9;
  const counts = new Int32Array((1_000_000 >> SHIFT) + 2);
  return (row) => {
    if (row.to - row.from <= count) return 0;
    counts.fill(0);
    for (let at = row.from; at < row.to; at++) counts[row.scores[at]! >> SHIFT]!++;
    let bucket = counts.length - 1;
    for (let seen = 0; bucket > 0; bucket--) {
      seen += counts[bucket]!;
      if (seen >= count) break;
    }
    return bucket << SHIFT;
  };
}
