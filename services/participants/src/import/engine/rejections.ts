import { deriveId, handleCommand, type CommandContext } from '@flipside/event-sourcing';
import { hrImportStream, type ImportStage, type RowRejection } from '../../domain/hr-import/events.js';
import type { Targets } from '../../targets.js';
import type { ImportFile, ImportFiles } from './files.js';

/** Rows of the page of one command: few commands, since each reads the import's stream. */
const PAGE = 5_000;

/** All that but the first of each number says is left out. */
export async function rejectRepeats({ db }: ImportFiles, { upload }: ImportFile): Promise<void> {
  await db.query(
    `update "import_row" r set "stage" = 'reading', "field" = 'number', "code" = 'duplicate-key', "stated" = null
     from (select "line", row_number() over (partition by "keyId", "effectiveOn" order by "line") as nth
           from "import_row" where "upload" = $1 and "code" is null) d
     where r."upload" = $1 and r."line" = d."line" and d.nth > 1`,
    [upload],
  );
}

/** Marks rows as left out; what they said is dropped. */
export async function reject({ db }: ImportFiles, { upload }: ImportFile, stage: ImportStage, rows: readonly RowRejection[]): Promise<void> {
  if (rows.length === 0) return;
  await db.query(
    `update "import_row" r set "stage" = $2, "field" = b."field", "code" = b."code", "stated" = null
     from jsonb_populate_recordset(null::"import_row", $3::jsonb) b where r."upload" = $1 and r."line" = b."line"`,
    [upload, stage, JSON.stringify(rows)],
  );
}

/** Puts the rejections of a whole stage into the log, in the order of their lines. */
export async function logRejections(
  files: ImportFiles,
  target: Targets['hrImport'],
  { id, upload }: ImportFile,
  stage: ImportStage,
  context: CommandContext,
): Promise<void> {
  for (let after = 0; ; ) {
    const { rows } = await files.db.query<RowRejection>(
      `select "line", "field", "code" from "import_row" where "upload" = $1 and "stage" = $2 and "line" > $3 order by "line" limit ${PAGE}`,
      [upload, stage, after],
    );
    if (rows.length === 0) return;
    await logRejected(target, id, stage, rows, context);
    after = rows.at(-1)!.line;
  }
}

export async function logRejected(
  target: Targets['hrImport'],
  importId: string,
  stage: ImportStage,
  rows: readonly RowRejection[],
  context: CommandContext,
): Promise<void> {
  if (rows.length === 0) return;
  const commandId = deriveId('hr-import', importId, 'reject', stage, rows[0]!.line);
  await handleCommand(target, hrImportStream(importId), { type: 'RejectRows', importId, stage, rows }, { ...context, commandId });
}
