import type { ReadModelReader } from '@flipside/read-models';
import type { Alias } from '../in-the-open.js';
import type { WarningRow } from './warnings.entity.js';

/** Questions about warnings. */
export class Warnings {
  constructor(
    private readonly rows: ReadModelReader<WarningRow>,
    private readonly alias: Alias,
  ) {}

  one(warningId: string): Promise<WarningRow | undefined> {
    return this.rows.one(warningId);
  }

  /** Raised by a person, or routed to them. @param ids all that the person has. */
  of(ids: readonly string[]): Promise<readonly WarningRow[]> {
    return this.rows.many('where t.raiser = any($1) or t.recipient = any($1) order by t."raisedOn" desc, t.id limit 500', [ids.map(this.alias)]);
  }

  isRaiser({ raiser }: WarningRow, personId: string | undefined): boolean {
    return personId !== undefined && raiser !== null && raiser === this.alias(personId);
  }

  isRecipient({ recipient }: WarningRow, personId: string | undefined): boolean {
    return personId !== undefined && recipient !== null && recipient === this.alias(personId);
  }
}
