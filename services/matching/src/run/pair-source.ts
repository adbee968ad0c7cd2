import type { Field } from '../scoring/pairs/field.js';
import { ENDS } from '../scoring/pairs/record-layout.js';
import { rowScan, type ScannedRow } from '../scoring/pairs/scan-row.js';
import { scanTables, type ScanTables } from '../scoring/pairs/scan-tables.js';
import type { RunOptions } from './breath.js';
import type { CorePairs } from './core.js';
import type { Crew } from './crew/crew.js';
import { joinBests, type MentorBests } from './crew/mentor-bests.js';
import type { Offenders, Prices } from './crew/price-work.js';
import { CHUNK, rowIn, type ChunkRows } from './crew/rows.js';
import type { ScoredChunk, ScoreTask } from './crew/score-work.js';

/** How a look at all pairs is done. */
export interface Means extends RunOptions {
  readonly crew: Crew;
}

/** All pairs that may be proposed, by leader; a row is valid until the next one is asked for. */
export interface PairSource {
  readonly rows: number;
  /** All pairs, whatever their score. */
  readonly pairs: number;
  /** True where all pairs are kept, 8 bytes each; else every look at a row scores it again. */
  readonly kept: boolean;
  row(mentee: number): ScannedRow;
  /** The best pairs of a leader: all that score `leastNear` or more. */
  near(mentee: number): ScannedRow;
  /** 0 where `near` is all there is. */
  leastNear(mentee: number): number;
  /** The best pairs of every mentor. */
  readonly bests: MentorBests;
  /** Pairs that offend prices, among all or among the best of each leader. */
  price(prices: Prices, look: 'near' | 'all', means: Means): Promise<CorePairs>;
}

export interface SourceSettings {
  /** Best pairs of each leader, and of each mentor, that are kept in any case. */
  readonly perMentee: number;
  readonly perMentor: number;
  /** Pairs that are kept rather than scored again; 100 million at most, and mostly a third of them, where it is left out. */
  readonly mostKept?: number;
}

/** Counted by topic before anything else is looked at: about three times as many as there are in the end. */
const MOST_KEPT = 100_000_000;
/** Best pairs of each leader that are kept where not all are: 120 MB for 50,000 leaders. */
const NEAR = 300;
/** So many of the best leaders of a mentor with two pairings name the next best for certain. */
const TELLING = 3;

/** Scores every pair once, and keeps them all if they fit. */
export async function pairSource(field: Field, settings: SourceSettings, { crew, ...options }: Means): Promise<PairSource> {
  const tables = scanTables(field);
  const keep = mostPairs(tables) <= (settings.mostKept ?? MOST_KEPT);
  const perMentee = keep ? settings.perMentee : Math.max(NEAR, settings.perMentee);
  const task: ScoreTask = { kind: 'score', perMentee, perMentor: Math.max(TELLING, settings.perMentor), keep };
  const { results, ends } = await crew.do<ScoredChunk, MentorBests>(tables, task, 'scoring', options);
  return sourceOf(tables, results, joinBests(ends), keep);
}

/** Offers that meet a leader's wishes by topic, of all leaders: at least as many as there are pairs. */
function mostPairs({ topics: { wishStarts, wishTopics, starts, ends, highest } }: ScanTables): number {
  let count = 0;
  for (let mentee = 0; mentee + 1 < wishStarts.length; mentee++) {
    for (let wish = wishStarts[mentee]!; wish < wishStarts[mentee + 1]!; wish++) {
      count += ends[wishTopics[wish]! * ENDS + highest[mentee]!]! - starts[wishTopics[wish]!]!;
    }
  }
  return count;
}

function sourceOf(tables: ScanTables, chunks: readonly ScoredChunk[], bests: MentorBests, kept: boolean): PairSource {
  const near = chunks.map((chunk) => chunk.near);
  const all = kept ? chunks.map((chunk) => chunk.all!) : null;
  const rowOf = (rows: readonly ChunkRows[], mentee: number): ScannedRow => rowIn(rows[Math.floor(mentee / CHUNK)]!, mentee % CHUNK);
  return {
    rows: tables.mentees, pairs: chunks.reduce((sum, { pairs }) => sum + pairs, 0), kept, bests,
    row: all ? (mentee) => rowOf(all, mentee) : rowScan(tables),
    near: (mentee) => rowOf(near, mentee),
    leastNear: (mentee) => near[Math.floor(mentee / CHUNK)]!.least[mentee % CHUNK]!,
    price: async (prices, look, { crew, ...options }) => {
      const task = { kind: 'price', prices, rows: look === 'near' ? near.map(rowsAlone) : all } as const;
      const { results } = await crew.do<Offenders, null>(tables, task, 'proving', options);
      return joined(results, tables.mentees);
    },
  };
}

function rowsAlone({ starts, mentors, scores }: ChunkRows): ChunkRows {
  return { starts, mentors, scores };
}

/** The rows of all chunks one after the other. */
function joined(chunks: readonly ChunkRows[], rows: number): CorePairs {
  const start = new Int32Array(rows + 1);
  const size = chunks.reduce((sum, { mentors }) => sum + mentors.length, 0);
  const [mentor, score] = [new Int32Array(size), new Int32Array(size)];
  let from = 0;
  chunks.forEach(({ starts, mentors, scores }, chunk) => {
    mentor.set(mentors, from);
    score.set(scores, from);
    for (let at = 1; at < starts.length; at++) start[chunk * CHUNK + at] = from + starts[at]!;
    from += mentors.length;
  });
  return { start, mentor, score };
}
