import { Inject, Injectable } from '@nestjs/common';
import { handleCommand } from '@flipside/event-sourcing';
import type { KeyStore } from '@flipside/privacy';
import { Humans } from '@flipside/service-kit';
import { concernStream } from '../../domain/concern/events.js';
import { eventsOf, lastOf } from '../../log.js';
import type { ConcernRow } from '../../read-models/concerns/concerns.entity.js';
import { Concerns } from '../../read-models/concerns/concerns.queries.js';
import { KEYS, TARGETS, type Targets } from '../../targets.js';

/**
 * Whose a case is: the custodian's, or the deputy's once it was reassigned; and from the moment HR finds that it touches the
 * custodian by another id, the deputy's as well. That is looked up whenever somebody asks, and written down only when the
 * deputy acts: an event at the moment of the merger would tell whoever reads the log whom the case touches.
 */
@Injectable()
export class Cases {
  constructor(
    @Inject(TARGETS) private readonly targets: Targets,
    @Inject(KEYS) private readonly keys: KeyStore,
    @Inject(Concerns) private readonly concerns: Concerns,
    @Inject(Humans) private readonly humans: Humans,
  ) {}

  async isHandler(row: ConcernRow, personId: string | undefined): Promise<boolean> {
    if (personId === undefined) return false;
    if (this.concerns.isHandler(row, personId)) return !this.concerns.isCustodian(row) || !(await this.touchesCustodian(row, personId));
    return this.hasPassedTo(row, personId);
  }

  /** The cases that are a person's to handle. @param ids all that the person has. */
  async of(ids: readonly string[]): Promise<readonly ConcernRow[]> {
    const rows = await this.concerns.near(ids);
    const theirs = await Promise.all(rows.map(async (row) => (await Promise.all(ids.map((id) => this.isHandler(row, id)))).includes(true)));
    return rows.filter((_, at) => theirs[at]);
  }

  /** Before the deputy acts on a case that has come to them: it is theirs in the log too. @param on `YYYY-MM-DD`. */
  async handOver(concernId: string, by: string, on: string): Promise<void> {
    const row = await this.concerns.one(concernId);
    if (!row || !(await this.hasPassedTo(row, by))) return;
    const context = { commandId: this.keys.hash.id('case handed over', concernId), actor: { kind: 'system' }, at: on } as const;
    await handleCommand(this.targets.concern, concernStream(concernId), { type: 'reassign', by: 'system', on }, context);
  }

  private async hasPassedTo(row: ConcernRow, personId: string): Promise<boolean> {
    return this.concerns.isCustodian(row) && this.concerns.isDeputy(row, personId) && (await this.touchesCustodian(row));
  }

  /** @param custodianId where it is known: whoever has one id alone is not touched by another. */
  private async touchesCustodian(row: ConcernRow, custodianId?: string): Promise<boolean> {
    if (custodianId !== undefined && (await this.humans.idsOf(custodianId)).length < 2) return false;
    const raised = lastOf(await eventsOf(this.targets.concern, concernStream(row.id)), 'ConcernRaised')?.data;
    if (!raised?.custodianId) return false;
    const ids = await this.humans.idsOf(raised.custodianId);
    return ids.length > 1 && (raised.touches ?? []).some((id) => ids.includes(id));
  }
}
