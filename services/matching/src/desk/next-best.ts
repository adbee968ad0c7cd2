import { fieldOf } from '../scoring/pairs/field.js';
import type { RunRow } from '../read-models/runs/runs.entity.js';
import { solveRun } from '../run/solve-run.js';
import { WaitingPool, type NextOffer } from '../run/waiting-pool.js';
import type { SnapshotDesk } from '../snapshots/snapshot-desk.js';
import type { Sources } from '../sources.js';

/** How long a pool is kept without being asked, in milliseconds: as long as keys may be kept. */
const REMEMBER_MS = 60_000;

interface Kept {
  /** The run, the day, and how far people are known: a pool of other facts is made anew. */
  readonly of: string;
  readonly pool: Promise<WaitingPool>;
  readonly forget: NodeJS.Timeout;
}

/** The next best offers of a programme's published run. As long as no fact of a person changes, by the incremental engine. */
export class NextBest {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly sources: Pick<Sources, 'people' | 'pairings' | 'blocks'>,
    private readonly snapshots: SnapshotDesk,
    /** Waits until read models hold what the logs held at these positions. */
    private readonly ready: (positions: Readonly<Record<string, string>>) => Promise<void>,
  ) {}

  /** The optimum among all who wait now, under the policy of the run. @param on the business day, `YYYY-MM-DD`. */
  async offers(run: RunRow, on: string): Promise<readonly NextOffer[]> {
    const heads = await this.snapshots.heads();
    await this.ready(heads);
    const so = await this.soFar();
    const of = `${run.id} ${on} ${heads.participants}`;
    const known = this.kept.get(run.programmeId);
    if (known?.of !== of) return (await this.fresh(run, on, of, so)).offers();
    const pool = await known.pool;
    await pool.update(so);
    known.forget.refresh();
    return pool.offers();
  }

  private async soFar() {
    const { people, pairings, blocks } = this.sources;
    const [{ survivorOf }, sides, standing] = await Promise.all([people.mergers(), pairings.sides(), blocks.standing()]);
    const goesOn = (id: string | null): string | null => id && survivorOf(id);
    return {
      pairs: sides.map(({ status, mentorId, menteeId }) => ({ status, mentorId: goesOn(mentorId), menteeId: goesOn(menteeId) })),
      blocks: standing.map(([one, other]) => [survivorOf(one), survivorOf(other)] as const),
    };
  }

  private fresh(run: RunRow, on: string, of: string, so: Awaited<ReturnType<NextBest['soFar']>>): Promise<WaitingPool> {
    const { seed } = run.requested;
    const solved = async () => solveRun(fieldOf(await this.snapshots.allWaiting({ ...run.requested, asOf: on })), { seed });
    const pool = solved().then((found) => WaitingPool.open(found, so, seed));
    const drop = (): void => {
      if (this.kept.get(run.programmeId)?.of === of) this.kept.delete(run.programmeId);
    };
    pool.catch(drop);
    clearTimeout(this.kept.get(run.programmeId)?.forget);
    this.kept.set(run.programmeId, { of, pool, forget: setTimeout(drop, REMEMBER_MS).unref() });
    return pool;
  }
}
