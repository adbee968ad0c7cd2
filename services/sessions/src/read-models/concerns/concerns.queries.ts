import type { ReadModelReader } from '@flipside/read-models';
import type { Alias } from '../in-the-open.js';
import type { ConcernRow } from './concerns.entity.js';

export interface MonthlyCount {
  readonly month: string;
  readonly raised: number;
  readonly resolved: number;
}

/** Questions about concerns. */
export class Concerns {
  constructor(
    private readonly rows: ReadModelReader<ConcernRow>,
    private readonly alias: Alias,
  ) {}

  one(concernId: string): Promise<ConcernRow | undefined> {
    return this.rows.one(concernId);
  }

  /** Those that a person handles, or would as the deputy. @param ids all that the person has. */
  near(ids: readonly string[]): Promise<readonly ConcernRow[]> {
    return this.rows.many('where t.handler = any($1) or t.deputy = any($1) order by t."raisedOn" desc, t.id limit 500', [ids.map(this.alias)]);
  }

  /** @param ids all that the raiser has. */
  raisedBy(ids: readonly string[]): Promise<readonly ConcernRow[]> {
    return this.rows.many('where t.raiser = any($1) order by t."raisedOn" desc, t.id limit 500', [ids.map(this.alias)]);
  }

  async ofMailbox(mailboxHash: string): Promise<ConcernRow | undefined> {
    return (await this.rows.many('where t."mailboxHash" = $1', [mailboxHash]))[0];
  }

  isHandler({ handler }: ConcernRow, personId: string | undefined): boolean {
    return personId !== undefined && handler !== null && handler === this.alias(personId);
  }

  /** Whether the custodian handles it, to whom it came first. */
  isCustodian({ handler, deputy }: ConcernRow): boolean {
    return handler !== null && handler !== deputy;
  }

  isDeputy({ deputy }: ConcernRow, personId: string): boolean {
    return deputy !== null && deputy === this.alias(personId);
  }

  isRaiser({ raiser }: ConcernRow, personId: string | undefined): boolean {
    return personId !== undefined && raiser !== null && raiser === this.alias(personId);
  }

  /** By month, and nothing else. */
  async counts(): Promise<readonly MonthlyCount[]> {
    const months = new Map<string, { raised: number; resolved: number }>();
    const add = (day: string, raised: number, resolved: number): void => {
      const month = day.slice(0, 7);
      const sum = months.get(month) ?? { raised: 0, resolved: 0 };
      months.set(month, { raised: sum.raised + raised, resolved: sum.resolved + resolved });
    };
    for (const { raisedOn, resolvedOn } of await this.rows.many('order by t.id')) {
      add(raisedOn, 1, 0);
      if (resolvedOn !== null) add(resolvedOn, 0, 1);
    }
    return [...months].map(([month, counts]) => ({ month, ...counts })).sort((a, b) => (a.month < b.month ? -1 : 1));
  }
}
