import type { Page, ReadModelReader } from '@flipside/read-models';
import type { ImportRow, RejectionRow } from './imports.entity.js';

/** Questions about files of HR. */
export class Imports {
  constructor(
    private readonly imports: ReadModelReader<ImportRow>,
    private readonly rejectionRows: ReadModelReader<RejectionRow>,
  ) {}

  one(id: string): Promise<ImportRow | undefined> {
    return this.imports.one(id);
  }

  /** In the order of their lines. */
  rejections(importId: string, page: { readonly after?: string; readonly limit: number }): Promise<Page<RejectionRow>> {
    return this.rejectionRows.page('t."importId" = $1', [importId], page);
  }
}
