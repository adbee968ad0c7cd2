import type { Pool, PoolClient } from 'pg';
import type { ImportMapping } from '../mapping.js';

/** How far a file is. `line` is the last row done in a stage that goes row by row. */
export type FileStage = 'reading' | 'linking' | 'weighing' | 'applying' | 'completed';

/** A file under way: where its rows are kept, and how far it is. What became of it is in the log. */
export interface ImportFile {
  readonly id: string;
  readonly upload: string;
  readonly mapping: ImportMapping;
  readonly fileDigest: string;
  readonly rows: number;
  readonly stage: FileStage;
  readonly line: number;
  readonly endings: number;
  readonly managerChanges: number;
  readonly failure: string | null;
  /** Rows carried out so far, by what became of them. */
  readonly counts: Readonly<Record<string, number>>;
}

type Db = Pool | PoolClient;

/** The tables of files under way and of mappings. */
export class ImportFiles {
  constructor(readonly db: Pool) {}

  async one(id: string): Promise<ImportFile | undefined> {
    return (await this.db.query<ImportFile>('select * from "import_file" where "id" = $1', [id])).rows[0];
  }

  /** @returns false where a file of this import is there already. */
  async add(file: Pick<ImportFile, 'id' | 'upload' | 'mapping' | 'fileDigest' | 'rows'>): Promise<boolean> {
    const { rowCount } = await this.db.query(
      `insert into "import_file" ("id", "upload", "mapping", "fileDigest", "rows") values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [file.id, file.upload, JSON.stringify(file.mapping), file.fileDigest, file.rows],
    );
    return rowCount === 1;
  }

  async enter(id: string, stage: FileStage, line = 0, db: Db = this.db): Promise<void> {
    await db.query('update "import_file" set "stage" = $2, "line" = $3, "failure" = null where "id" = $1', [id, stage, line]);
  }

  async failed(id: string, failure: string): Promise<void> {
    await this.db.query('update "import_file" set "failure" = $2 where "id" = $1', [id, failure]);
  }

  /** Forgets an upload that came to nothing. */
  async discard(id: string, upload: string): Promise<void> {
    await this.db.query('delete from "import_file" where "id" = $1 and "upload" = $2', [id, upload]);
    await this.deleteRows(upload);
  }

  /** What HR wrote is kept no longer than it is needed. */
  async deleteRows(upload: string): Promise<void> {
    await this.db.query('delete from "import_row" where "upload" = $1', [upload]);
  }

  /** Rows of uploads that broke off, or that nobody released: those of over 30 days. */
  async deleteOldRows(): Promise<void> {
    await this.db.query(`delete from "import_row" where "stagedOn" < current_date - 30`);
  }

  /** Tells the planner of what came in a moment ago: without it each batch is looked for among all rows of the file. */
  async analyze(): Promise<void> {
    await this.db.query('analyze "import_row", "import_confirmation"');
  }

  /** A file that was held for so long that its rows were purged. */
  async isExpired(id: string): Promise<boolean> {
    const { rows } = await this.db.query(
      `select 1 from "import_file" f where f."id" = $1 and f."stage" = 'weighing' and f."rows" > 0
         and not exists (select 1 from "import_row" r where r."upload" = f."upload")`,
      [id],
    );
    return rows.length > 0;
  }

  /** Takes an erased person out of all that is under way. */
  async forgetPerson(personId: string): Promise<void> {
    await this.db.query('delete from "import_row" where "personId" = $1', [personId]);
    await this.db.query('delete from "import_confirmation" where "personId" = $1', [personId]);
  }

  async mapping(id: string): Promise<object | undefined> {
    const { rows } = await this.db.query<{ mapping: object }>('select "mapping" from "import_mapping" where "id" = $1', [id]);
    return rows[0]?.mapping;
  }

  async addMapping(id: string, name: string, mapping: object): Promise<void> {
    await this.db.query('insert into "import_mapping" ("id", "name", "mapping") values ($1, $2, $3) on conflict do nothing', [
      id, name, JSON.stringify(mapping),
    ]);
  }
}
