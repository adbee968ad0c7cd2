import type { Page, ReadModelReader } from '@flipside/read-models';
import type { ProgrammeRow } from './programmes.entity.js';

/** Which programmes somebody may read: by all their ids, those that they run, and those that they hold an office in. */
export type Readable = 'all' | { readonly runBy: readonly string[]; readonly inOfficeOf: readonly string[] };

/** Questions about programmes. */
export class Programmes {
  constructor(private readonly rows: ReadModelReader<ProgrammeRow>) {}

  one(programmeId: string): Promise<ProgrammeRow | undefined> {
    return this.rows.one(programmeId);
  }

  page(readable: Readable, page: { readonly after?: string; readonly limit: number }): Promise<Page<ProgrammeRow>> {
    if (readable === 'all') return this.rows.page('true', [], page);
    const office = ['sponsorId', 'custodianId', 'deputyId'].map((column) => `t."${column}" = any($2)`).join(' or ');
    return this.rows.page(`(t."adminId" = any($1) or ${office})`, [readable.runBy, readable.inOfficeOf], page);
  }
}
