import type { Page, ReadModelReader } from '@flipside/read-models';
import type { Alias } from '../in-the-open.js';
import type { InsightRow } from './insights.entity.js';

/** Questions about insights. */
export class Insights {
  constructor(
    private readonly rows: ReadModelReader<InsightRow>,
    private readonly alias: Alias,
  ) {}

  one(insightId: string): Promise<InsightRow | undefined> {
    return this.rows.one(insightId);
  }

  /** Those of a person's own pairings, cleared or not. @param ids all that the person has. */
  of(ids: readonly string[]): Promise<readonly InsightRow[]> {
    return this.rows.many('where t.mentor = any($1) or t.mentee = any($1) order by t."sharedOn" desc, t.id limit 500', [ids.map(this.alias)]);
  }

  clearedIn(programmeId: string, page: { readonly after?: string; readonly limit: number }): Promise<Page<InsightRow>> {
    return this.rows.page(`t."programmeId" = $1 and t.status = 'cleared'`, [programmeId], page);
  }

  isOfPair({ mentor, mentee }: InsightRow, personId: string | undefined): boolean {
    const who = personId === undefined ? null : this.alias(personId);
    return who !== null && (who === mentor || who === mentee);
  }

  isLeader({ mentee }: InsightRow, personId: string | undefined): boolean {
    return personId !== undefined && mentee !== null && mentee === this.alias(personId);
  }
}
