import { createIncremental, solve, type Incremental, type PartnerScore } from '@flipside/assignment';
import type { WantedTopic } from '@flipside/contracts';
import type { Fit } from '../domain/fit.js';
import { Growing } from '../scoring/pairs/class-table.js';
import { fieldOf } from '../scoring/pairs/field.js';
import { fitOf } from '../scoring/pairs/fit-of.js';
import { sharedTopics, wantedTopic } from '../scoring/pairs/shared-topics.js';
import type { Snapshot } from '../scoring/snapshot.js';
import type { RunOptions } from './breath.js';
import { settled } from './changed-optimum.js';
import type { CorePairs } from './core.js';
import { solveRun, type SolvedRun } from './solve-run.js';
import { Standing, type PairsSoFar } from './standing.js';
import { rowAtPlaces } from './to-problem.js';

/** A pair of the optimum among those who wait. */
export interface NextOffer {
  readonly mentorId: string;
  readonly menteeId: string;
  readonly second: boolean;
  readonly wanted: readonly WantedTopic[];
  readonly fit: Fit;
}

/** More people than this share changed at once are solved anew. */
const MANY = 1 / 4;

/**
 * Those who wait, and the best that can be offered to them, kept up to date by the incremental engine: after a decline or an
 * expiry a few shortest paths tell the next best, equal to a solve from scratch on all pairs. Whoever has an offer or a pairing has left
 * the pool, so that nothing of theirs is touched.
 */
export class WaitingPool {
  private constructor(
    private readonly run: SolvedRun,
    private readonly seed: number,
    private core: CorePairs,
    private live: Incremental,
    private standing: Standing,
  ) {}

  /**
   * @param run of a snapshot in which nobody has an open offer or pairing: whose places are taken is said by `so`.
   * @throws the signal's reason.
   */
  static async open(run: SolvedRun, so: PairsSoFar, seed: number, options: RunOptions = {}): Promise<WaitingPool> {
    const standing = new Standing(run, so);
    const pool = new WaitingPool(run, seed, run.core, await incremental(run, run.core, standing, { seed, ...options }), standing);
    await pool.settle(options);
    return pool;
  }

  /** Takes in what became of offers and pairings since. @throws the signal's reason: the pool is of no use after that. */
  async update(so: PairsSoFar, options: RunOptions = {}): Promise<void> {
    const [before, now] = [this.standing, new Standing(this.run, so)];
    const { mentors, mentees } = now.changesFrom(before);
    this.standing = now;
    if (mentors.length + mentees.length > MANY * (this.run.source.rows + 1)) {
      this.live = await incremental(this.run, this.core, now, { seed: this.seed, ...options });
    } else {
      // First whoever leaves, so that nobody is moved to a place that is about to go.
      for (const row of mentees) this.live.setRow(row, []);
      for (const mentor of mentors) this.resize(mentor);
      for (const row of mentees) this.live.setRow(row, pairsOf(this.run, this.core, now, row));
    }
    await this.settle(options);
  }

  /** The optimum among all who wait. */
  offers(): readonly NextOffer[] {
    const { field, scores: { places } } = this.run;
    const found: NextOffer[] = [];
    for (let row = 0; row < this.live.rows; row++) {
      const column = this.live.columnOf(row);
      if (column < 0) continue;
      const number = places.mentorOf[column]!;
      const [mentor, mentee] = [field.mentors[number]!, field.mentees[row]!];
      const second = places.isSecond[column] === 1;
      const minutes = field.minutes(number, row);
      found.push({
        mentorId: mentor.personId, menteeId: mentee.personId, second, wanted: sharedTopics(mentor, mentee).map(wantedTopic),
        fit: fitOf(field.policy, mentor, mentee, minutes < 0 ? null : minutes, second),
      });
    }
    return found;
  }

  private resize(mentor: number): void {
    const { firstOf, slotsOf } = this.run.scores.places;
    for (let place = firstOf[mentor]!; place < firstOf[mentor]! + slotsOf[mentor]!; place++) {
      this.live.setCapacity(place, Number(this.standing.isFreePlace(place)));
    }
  }

  /** Until no pair of those who wait is missed, whether it was among the best ones or not. */
  private async settle(options: RunOptions): Promise<void> {
    const { run, standing } = this;
    const isClosed = (mentor: number, row: number): boolean => standing.isClosed(mentor, row);
    const { core } = await settled(run, this.live, this.core, { ...options, absent: standing.absent(), isClosed });
    this.core = core;
  }
}

/** All who wait by a snapshot of which offers and pairings are no part. */
export async function waitingPoolOf(snapshot: Snapshot, so: PairsSoFar, seed: number, options: RunOptions): Promise<WaitingPool> {
  return WaitingPool.open(await solveRun(fieldOf(snapshot), { seed, ...options }), so, seed, options);
}

async function incremental(run: SolvedRun, core: CorePairs, standing: Standing, { seed, signal }: RunOptions & { readonly seed: number }): Promise<Incremental> {
  const { field, source, scores: { places } } = run;
  const start = new Int32Array(source.rows + 1);
  const [column, score] = [new Growing(core.mentor.length), new Growing(core.mentor.length)];
  for (let row = 0; row < source.rows; row++) {
    for (const pair of pairsOf(run, core, standing, row)) {
      column.push(pair.partner);
      score.push(pair.score);
    }
    start[row + 1] = column.length;
  }
  const problem = {
    kind: 'sparse', rows: source.rows, columns: places.count, start, column: column.items.subarray(0, column.length),
    score: score.items.subarray(0, score.length), capacities: Int32Array.from({ length: places.count }, (_, place) => Number(standing.isFreePlace(place))),
    rowKeys: field.mentees.map(({ personId }) => personId), columnKeys: places.keys,
  } as const;
  return createIncremental(problem, await solve(problem, { seed, signal }));
}

/** What may be offered to a leader who waits, of the pairs in the core; nothing to one who does not. */
function pairsOf({ scores }: SolvedRun, core: CorePairs, standing: Standing, row: number): readonly PartnerScore[] {
  if (!standing.isFreeRow(row)) return [];
  return rowAtPlaces(scores, core, row, (mentor) => standing.isClosed(mentor, row));
}
