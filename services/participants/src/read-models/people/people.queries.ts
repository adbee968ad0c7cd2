import type { Page, ReadModelReader } from '@flipside/read-models';
import type { Pool } from 'pg';
import { employmentOn, type EmploymentFact } from '../../domain/person/state.js';
import type { PersonRow } from './people.entity.js';

/** Questions about people. */
export class People {
  constructor(
    private readonly rows: ReadModelReader<PersonRow>,
    private readonly db: Pool,
  ) {}

  one(personId: string): Promise<PersonRow | undefined> {
    return this.rows.one(personId);
  }

  many(personIds: readonly string[]): Promise<readonly PersonRow[]> {
    return this.rows.many('where t.id = any($1)', [personIds]);
  }

  page(unitId: string | undefined, page: { readonly after?: string; readonly limit: number }): Promise<Page<PersonRow>> {
    return unitId ? this.rows.page('t."unitId" = $1', [unitId], page) : this.rows.page('true', [], page);
  }

  /** All who are employed, with what decides their reporting class; no more of them, since they are many. */
  async classified(): Promise<readonly Pick<PersonRow, 'id' | 'unitId' | 'level' | 'reportingClass'>[]> {
    const { rows } = await this.db.query<Pick<PersonRow, 'id' | 'unitId' | 'level' | 'reportingClass'>>(
      `select "id", "unitId", "level", "reportingClass" from ${await this.rows.table()} where "state" = 'employed'`,
    );
    return rows;
  }

  /** What holds of a person on a day; undefined when nothing does. */
  async employmentOn(personId: string, on: string): Promise<EmploymentFact | undefined> {
    const row = await this.rows.one(personId);
    return row && employmentOn(row.facts, on);
  }

  /** Every merger that one of some ids is a side of. */
  async mergersOf(personIds: readonly string[]): Promise<readonly { readonly id: string; readonly into: string }[]> {
    const { rows } = await this.db.query<{ id: string; into: string }>(
      `select "id", "survivorId" as "into" from ${await this.rows.table()}
       where "survivorId" is not null and ("id" = any($1) or "survivorId" = any($1))`,
      [personIds],
    );
    return rows;
  }

  /** Ids of those who report to somebody on a day, by whichever of their ids HR named them. @param ids all that the manager has. */
  async reportsOf(ids: readonly string[], on: string): Promise<readonly string[]> {
    const told = ids.map((line) => JSON.stringify([{ employment: { managers: { line } } }]));
    const rows = await this.rows.many('where t.facts @> any($1::jsonb[])', [told]);
    const reports = rows.filter(({ facts }) => ids.includes(employmentOn(facts, on)?.employment.managers.line ?? ''));
    return reports.map(({ id }) => id).filter((id) => !ids.includes(id));
  }

  /** All who stand above a person by their line, nearest first, as HR's newest facts say; after an absorbed id whoever goes on. */
  async lineAbove(personId: string): Promise<readonly string[]> {
    const above: string[] = [];
    for (let current: string | null = personId; current !== null; ) {
      const row: PersonRow | undefined = await this.rows.one(current);
      current = row?.survivorId ?? row?.lineManager ?? null;
      if (current === null || above.includes(current)) break;
      above.push(current);
    }
    return above;
  }
}
