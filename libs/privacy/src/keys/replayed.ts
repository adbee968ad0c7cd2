import type { Position } from '@flipside/event-sourcing';
import type { Pool } from 'pg';

/**
 * How far a log's erasures were carried out here. It stands among the keys themselves, so that a store that was restored
 * from before an erasure says by itself from where to begin again.
 */
export class Replayed {
  constructor(private readonly pool: Pool) {}

  async upTo(source: string): Promise<Position | undefined> {
    const { rows } = await this.pool.query<{ epoch: number; n: string }>('select epoch, n from replayed_erasures where source = $1', [source]);
    return rows[0] && { epoch: rows[0].epoch, n: BigInt(rows[0].n) };
  }

  async mark(source: string, { epoch, n }: Position): Promise<void> {
    await this.pool.query(
      `insert into replayed_erasures (source, epoch, n) values ($1, $2, $3)
       on conflict (source) do update set epoch = excluded.epoch, n = excluded.n`,
      [source, epoch, n.toString()],
    );
  }
}
