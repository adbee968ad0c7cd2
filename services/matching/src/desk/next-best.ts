import { createHash } from 'node:crypto';
import { canonicalJson } from '@flipside/privacy';
import type { RunRow } from '../read-models/runs/runs.entity.js';
import type { PairsSoFar } from '../run/standing.js';
import { waitingPoolOf, type NextOffer, type WaitingPool } from '../run/waiting-pool.js';
import type { Snapshot } from '../scoring/snapshot.js';
import type { SnapshotDesk } from '../snapshots/snapshot-desk.js';
import type { Sources } from '../sources.js';

/** How long a pool is kept without being asked, in milliseconds: as long as keys may be kept. */
const REMEMBER_MS = 60_000;

interface Kept {
  /** The run and the day: a pool of others is made anew. */
  readonly of: string;
  /** Digest of all that the pool was solved from; offers, pairings and blocks it takes in as they come. */
  readonly facts: string;
  /** How far participants' log is known to change nothing of it. */
  upTo: string;
  readonly pool: WaitingPool;
  readonly forget: NodeJS.Timeout;
}

/**
 * The next best offers of a programme's published run. As long as no fact changes that its problem reads, by the incremental
 * engine; whatever else is told of people solves nothing again.
 */
export class NextBest {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly sources: Pick<Sources, 'people' | 'pairings' | 'blocks'>,
    private readonly snapshots: Pick<SnapshotDesk, 'heads' | 'allWaiting' | 'hasMoved'>,
    /** Waits until read models hold what the logs held at these positions. */
    private readonly ready: (positions: Readonly<Record<string, string>>) => Promise<void>,
    private readonly open = waitingPoolOf,
  ) {}

  /**
   * The optimum among all who wait now, under the policy of the run.
   *
   * @param on the business day, `YYYY-MM-DD`. @throws the signal's reason; what was begun is done anew by whoever asks next.
   */
  async offers(run: RunRow, on: string, signal: AbortSignal): Promise<readonly NextOffer[]> {
    const { participants, ...others } = await this.snapshots.heads();
    await this.ready({ participants: participants!, ...others });
    const so = await this.soFar();
    const of = `${run.id} ${on}`;
    const known = this.kept.get(run.programmeId);
    const kept = known?.of === of && (await this.holds(known, run, on, participants!)) ? known : undefined;
    return kept ? this.after(kept, run, so, signal) : this.anew(run, on, { of, upTo: participants! }, so, signal);
  }

  private async soFar(): Promise<PairsSoFar> {
    const { people, pairings, blocks } = this.sources;
    const [{ survivorOf }, sides, standing] = await Promise.all([people.mergers(), pairings.sides(), blocks.standing()]);
    const goesOn = (id: string | null): string | null => id && survivorOf(id);
    return {
      pairs: sides.map(({ status, mentorId, menteeId }) => ({ status, mentorId: goesOn(mentorId), menteeId: goesOn(menteeId) })),
      blocks: standing.map(([one, other]) => [survivorOf(one), survivorOf(other)] as const),
    };
  }

  /** Whether the pool's problem is what it would be now. Events that no snapshot is made of are not worth making one. */
  private async holds(known: Kept, run: RunRow, on: string, upTo: string): Promise<boolean> {
    const isSame = known.upTo === upTo || !(await this.snapshots.hasMoved(known.upTo)) || known.facts === digestOf(await this.waiting(run, on));
    if (isSame) known.upTo = upTo;
    return isSame;
  }

  private async after(kept: Kept, { programmeId }: RunRow, so: PairsSoFar, signal: AbortSignal): Promise<readonly NextOffer[]> {
    kept.forget.refresh();
    try {
      await kept.pool.update(so, { signal });
      return kept.pool.offers();
    } catch (error) {
      // What was ended half way is no pool any more.
      this.kept.delete(programmeId);
      throw error;
    }
  }

  private async anew(run: RunRow, on: string, at: Pick<Kept, 'of' | 'upTo'>, so: PairsSoFar, signal: AbortSignal): Promise<readonly NextOffer[]> {
    const { programmeId, requested: { seed } } = run;
    const snapshot = await this.waiting(run, on);
    const pool = await this.open(snapshot, so, seed, { signal });
    clearTimeout(this.kept.get(programmeId)?.forget);
    this.kept.set(programmeId, { ...at, facts: digestOf(snapshot), pool, forget: setTimeout(() => this.kept.delete(programmeId), REMEMBER_MS).unref() });
    return pool.offers();
  }

  private waiting({ requested }: RunRow, on: string): Promise<Snapshot> {
    return this.snapshots.allWaiting({ ...requested, asOf: on });
  }
}

function digestOf(snapshot: Snapshot): string {
  return createHash('sha256').update(canonicalJson(snapshot)).digest('base64url');
}
