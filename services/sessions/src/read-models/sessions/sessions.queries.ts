import type { Page, ReadModelReader } from '@flipside/read-models';
import type { SessionRow } from './sessions.entity.js';

/** Questions about sessions. */
export class Sessions {
  constructor(private readonly rows: ReadModelReader<SessionRow>) {}

  one(sessionId: string): Promise<SessionRow | undefined> {
    return this.rows.one(sessionId);
  }

  ofPairing(pairingId: string, page: { readonly after?: string; readonly limit: number }): Promise<Page<SessionRow>> {
    return this.rows.page('t."pairingId" = $1', [pairingId], page);
  }

  ofProgramme(programmeId: string, page: { readonly after?: string; readonly limit: number }): Promise<Page<SessionRow>> {
    return this.rows.page('t."programmeId" = $1', [programmeId], page);
  }

  /** Those that are planned, whenever. */
  plannedOf(pairingId: string): Promise<readonly SessionRow[]> {
    return this.rows.many(`where t."pairingId" = $1 and t.status = 'scheduled' order by t."startsAt", t.id`, [pairingId]);
  }
}
