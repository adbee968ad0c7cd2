import type { Pool } from 'pg';
import type { RunStage } from '../run/breath.js';

/** How far a run is that is being computed. Solving and proving may take turns. */
export interface RunProgress {
  readonly stage: (typeof progressStages)[number];
  /** Share of the stage that is done, 0 to 1. */
  readonly done: number;
}

/** What comes before a run's own stages and after them: the snapshot is built, and what was found is kept. */
export const progressStages = ['preparing', 'scoring', 'solving', 'proving', 'explaining', 'keeping'] as const satisfies readonly (RunStage | 'preparing' | 'keeping')[];

/** The table, for the migrations. Nothing of it is in the log. */
export const runProgressTable = 'create table run_progress (run_id text primary key, stage text not null, done double precision not null);';

/** How far runs are, told by whoever computes them, asked for at any replica. */
export class ProgressOfRuns {
  constructor(private readonly db: Pool) {}

  async tell(runId: string, { stage, done }: RunProgress): Promise<void> {
    await this.db.query(
      `insert into run_progress (run_id, stage, done) values ($1, $2, $3)
       on conflict (run_id) do update set stage = excluded.stage, done = excluded.done`,
      [runId, stage, done],
    );
  }

  /** Null for a run that nobody has begun to compute, or that is not computed any more. */
  async of(runId: string): Promise<RunProgress | null> {
    const { rows } = await this.db.query<RunProgress>('select stage, done from run_progress where run_id = $1', [runId]);
    return rows[0] ?? null;
  }

  async forget(runId: string): Promise<void> {
    await this.db.query('delete from run_progress where run_id = $1', [runId]);
  }
}
