import type { KeyedHash } from '@flipside/privacy';
import type { ExternalKey } from '../../domain/person/events.js';
import type { RowRejection } from '../../domain/hr-import/events.js';
import { personIdOf } from '../../person-id.js';
import type { ImportFile, ImportFiles } from './files.js';
import { reject } from './rejections.js';

interface Former {
  readonly line: number;
  readonly state: 'erased' | 'merged';
  readonly erasedOn: string | null;
  readonly generation: number;
  readonly key: ExternalKey;
  readonly startsOn: string | null;
}

/**
 * Whose number was erased is nobody's until an employment starts after that, and then a new person's; whose was merged, HR
 * should no longer send. Goes on until each row has an id that was not erased.
 */
export async function resolveNumbers(files: ImportFiles, file: ImportFile, hash: KeyedHash, people: string): Promise<void> {
  for (;;) {
    const { rows } = await files.db.query<Former>(
      `select r."line", p."state", p."erasedOn", r."generation", r."stated"->'key' as "key",
         r."stated"->'employment'->>'startsOn' as "startsOn"
       from "import_row" r join ${people} p on p."id" = r."personId"
       where r."upload" = $1 and r."code" is null and p."state" in ('erased', 'merged')`,
      [file.upload],
    );
    if (rows.length === 0) return;
    await reject(files, file, 'linking', rows.flatMap(refusalOf));
    const anew = rows.filter((row) => refusalOf(row).length === 0).map(({ line, key, generation, erasedOn }) => ({
      line, erasedOn, generation: generation + 1, personId: personIdOf(hash, key, generation + 1),
    }));
    await files.db.query(
      `update "import_row" r set "personId" = b."personId", "generation" = b."generation", "erasedOn" = b."erasedOn"
       from jsonb_populate_recordset(null::"import_row", $2::jsonb) b where r."upload" = $1 and r."line" = b."line"`,
      [file.upload, JSON.stringify(anew)],
    );
  }
}

function refusalOf({ line, state, erasedOn, startsOn }: Former): readonly RowRejection[] {
  if (state === 'merged') return [{ line, field: 'number', code: 'person-merged' }];
  return startsOn !== null && startsOn > (erasedOn ?? '') ? [] : [{ line, field: 'number', code: 'erased-number' }];
}
