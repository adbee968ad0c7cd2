import type { Page, ReadModelReader } from '@flipside/read-models';
import type { AgreementRow } from './agreements.entity.js';

/** Questions about agreements. */
export class Agreements {
  constructor(private readonly rows: ReadModelReader<AgreementRow>) {}

  one(pairingId: string): Promise<AgreementRow | undefined> {
    return this.rows.one(pairingId);
  }

  ofProgramme(programmeId: string, page: { readonly after?: string; readonly limit: number }): Promise<Page<AgreementRow>> {
    return this.rows.page('t."programmeId" = $1', [programmeId], page);
  }

  silentIn(programmeId: string): Promise<readonly AgreementRow[]> {
    return this.rows.many('where t."programmeId" = $1 and t."silentSince" is not null order by t."silentSince", t.id', [programmeId]);
  }
}
