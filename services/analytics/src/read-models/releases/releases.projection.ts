import type { Recorded } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type Projection, type ReadModelReader } from '@flipside/read-models';
import type { ReleaseEvent } from '../../domain/release.js';
import { ReleaseRow } from './releases.entity.js';

type Event = Recorded<ReleaseEvent>;

export function releasesProjection(own: Feed<Event>): Projection<Event, ReleaseRow> {
  return defineProjection<Event, ReleaseRow>({
    name: 'releases',
    version: 1,
    entity: ReleaseRow,
    feeds: [own],
    keys: ({ stream, data }) => [`${stream.slice('release-'.length)}/${data.period}`],
    evolve: (row, { data, metadata }, id) => {
      const { figure, version, programmeId, period, until, k, memory, cells } = data;
      const before = data.part === 0 ? [] : (row?.cells ?? []);
      return { id, figure, version, programmeId, period, until, k, memory, releasedAt: metadata.at, cells: [...before, ...cells] };
    },
  });
}

/** Questions about releases. */
export class Releases {
  constructor(private readonly rows: ReadModelReader<ReleaseRow>) {}

  /** All of a figure, in the order of their periods. */
  async of(programmeId: string, figure: string): Promise<readonly ReleaseRow[]> {
    return this.rows.many('where t."programmeId" = $1 and t.figure = $2 order by t.until, t.id', [programmeId, figure]);
  }
}
