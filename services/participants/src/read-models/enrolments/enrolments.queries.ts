import type { Page, ReadModelReader } from '@flipside/read-models';
import type { EnrolmentRow } from './enrolments.entity.js';

const OPEN = `t.state <> 'closed'`;

/** Questions about enrolments. */
export class Enrolments {
  constructor(private readonly rows: ReadModelReader<EnrolmentRow>) {}

  one(id: string): Promise<EnrolmentRow | undefined> {
    return this.rows.one(id);
  }

  ofProgramme(programmeId: string, page: { readonly after?: string; readonly limit: number }): Promise<Page<EnrolmentRow>> {
    return this.rows.page('t."programmeId" = $1', [programmeId], page);
  }

  ofPeople(personIds: readonly string[]): Promise<readonly EnrolmentRow[]> {
    return this.rows.many('where t."personId" = any($1) order by t.id', [personIds]);
  }

  /** Those of people whose line manager somebody is, as far as they wait for hours or have them. */
  mentorsAmong(personIds: readonly string[]): Promise<readonly EnrolmentRow[]> {
    return this.rows.many(`where t."personId" = any($1) and t.role = 'mentor' and ${OPEN} order by t.id`, [personIds]);
  }

  refusedTime(programmeId: string): Promise<readonly EnrolmentRow[]> {
    return this.rows.many(`where t."programmeId" = $1 and t.time = 'refused' and ${OPEN} order by t.id`, [programmeId]);
  }
}
