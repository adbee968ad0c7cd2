import { escapeLiteral, type Pool } from 'pg';
import type { Row } from './projection.js';
import { activeTable, quoted } from './tables.js';

const UNDEFINED_TABLE = '42P01';

/** A page of rows in the order of their ids. `next` is the id to go on after; undefined on the last page. */
export interface Page<R> {
  readonly rows: readonly R[];
  readonly next: string | undefined;
}

interface Found<R> {
  /** The table that is active as this statement sees it. */
  readonly active: string;
  /** Null where nothing was found. */
  readonly row: R | null;
}

/**
 * Reads the active table of one read model. Clauses are SQL written by us over the row's columns; values are parameters.
 * Each statement sees for itself which table is active, so a rebuild's switch in any process is seen at once.
 */
export class ReadModelReader<R extends Row> {
  /** The table that was active when last looked at. */
  private known: string | undefined;

  constructor(
    private readonly db: Pool,
    private readonly name: string,
  ) {}

  async one(id: string): Promise<R | undefined> {
    return (await this.many('where t.id = $1', [id]))[0];
  }

  /** Rows by a clause such as `where t."unitId" = $1 order by t.id`. */
  many(clause: string, values: readonly unknown[] = []): Promise<readonly R[]> {
    return this.ask<R>((table) => `select to_jsonb(t) as row from ${table} t ${clause}`, values);
  }

  /** Rows after an id, by a condition such as `t."programmeId" = $1`, `true` for all. */
  async page(condition: string, values: readonly unknown[], options: { readonly after?: string; readonly limit: number }): Promise<Page<R>> {
    const from = values.length;
    const rows = await this.many(`where (${condition}) and t.id > $${from + 1} order by t.id limit $${from + 2}`, [
      ...values, options.after ?? '', options.limit + 1,
    ]);
    const shown = rows.slice(0, options.limit);
    return { rows: shown, next: rows.length > options.limit ? shown.at(-1)!.id : undefined };
  }

  async count(condition: string, values: readonly unknown[] = []): Promise<number> {
    const [n] = await this.ask<string>((table) => `select count(*)::text as row from ${table} t where ${condition}`, values);
    return Number(n);
  }

  /** The active table, quoted, for queries that this class has no form for. */
  async table(): Promise<string> {
    this.known = await activeTable(this.db, this.name);
    if (this.known === undefined) throw new Error(`read model ${this.name} was not prepared`);
    return quoted(this.known);
  }

  /** Asks the table that was active, and once more where a rebuild has switched to another since. */
  private async ask<T>(statement: (table: string) => string, values: readonly unknown[]): Promise<readonly T[]> {
    if (this.known === undefined) await this.table();
    for (;;) {
      const asked = this.known!;
      const found = await this.rowsOf<T>(statement(quoted(asked)), values);
      if (found?.[0]?.active === asked) return found.flatMap(({ row }) => (row === null ? [] : [row]));
      await this.table();
    }
  }

  /** Undefined where the table is gone. */
  private async rowsOf<T>(statement: string, values: readonly unknown[]): Promise<readonly Found<T>[] | undefined> {
    const text = `select m.active_table as active, r.row from read_model m left join lateral (${statement}) r on true
      where m.name = ${escapeLiteral(this.name)}`;
    try {
      return (await this.db.query<Found<T>>(text, [...values])).rows;
    } catch (error) {
      if ((error as { code?: unknown }).code === UNDEFINED_TABLE) return undefined;
      throw error;
    }
  }
}
