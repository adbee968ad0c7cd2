import type { Page, ReadModelReader } from '@flipside/read-models';
import type { RunRow } from './runs.entity.js';

/** Questions about match runs. */
export class Runs {
  constructor(private readonly rows: ReadModelReader<RunRow>) {}

  one(runId: string): Promise<RunRow | undefined> {
    return this.rows.one(runId);
  }

  ofProgramme(programmeId: string, page: { readonly after?: string; readonly limit: number }): Promise<Page<RunRow>> {
    return this.rows.page('t."programmeId" = $1', [programmeId], page);
  }

  /** The newest published run of a programme, whose proposals are being offered. */
  async published(programmeId: string): Promise<RunRow | undefined> {
    const rows = await this.rows.many(`where t."programmeId" = $1 and t.state = 'published' order by t.requested->>'asOf' desc, t.id limit 1`, [programmeId]);
    return rows[0];
  }
}
