import type { Recorded } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type Projection, type ReadModelReader } from '@flipside/read-models';
import { blockDecider, type BlockEvent } from '../../domain/block.js';
import { BlockRow } from './blocks.entity.js';

type Event = Recorded<BlockEvent>;

export function blocksProjection(own: Feed<Event>): Projection<Event, BlockRow> {
  return defineProjection<Event, BlockRow>({
    name: 'blocks',
    version: 1,
    entity: BlockRow,
    feeds: [own],
    keys: ({ data }) => [data.pairId],
    evolve: (row, event, id) => {
      const folded = blockDecider.evolve(row?.folded ?? { status: 'none' }, event);
      return { id, folded, standing: folded.status === 'blocked', people: folded.status === 'none' ? null : folded.people };
    },
  });
}

/** Questions about blocks. */
export class Blocks {
  constructor(private readonly rows: ReadModelReader<BlockRow>) {}

  /** Pairs that are kept apart now. */
  async standing(): Promise<readonly (readonly [string, string])[]> {
    const rows = await this.rows.many('where t.standing order by t.id');
    return rows.flatMap(({ people }) => (people ? [people] : []));
  }

  /** Blocks that a person set. @param ids all that the person has. */
  async setBy(ids: readonly string[]): Promise<readonly { readonly pairId: string; readonly people: readonly [string, string] }[]> {
    const rows = await this.rows.many('where t.standing and t.people @> any($1::jsonb[]) order by t.id', [ids.map((id) => JSON.stringify([id]))]);
    return rows.flatMap(({ id, people, folded }) =>
      people && folded.status === 'blocked' && folded.blocks.some(({ by }) => ids.includes(by ?? '')) ? [{ pairId: id, people }] : [],
    );
  }
}
