import { Inject, Injectable } from '@nestjs/common';
import { Humans } from '@flipside/service-kit';
import { warningStream } from '../../domain/warning/events.js';
import { eventsOf, lastOf } from '../../log.js';
import type { WarningRow } from '../../read-models/warnings/warnings.entity.js';
import { Warnings } from '../../read-models/warnings/warnings.queries.js';
import { TARGETS, type Targets } from '../../targets.js';

/** Whom a warning reached. HR may find later that they are the own leader by another id, whom its raiser passed over. */
@Injectable()
export class WarningReaders {
  constructor(
    @Inject(TARGETS) private readonly targets: Targets,
    @Inject(Warnings) private readonly warnings: Warnings,
    @Inject(Humans) private readonly humans: Humans,
  ) {}

  async hasReached(row: WarningRow, personId: string | undefined): Promise<boolean> {
    if (personId === undefined || !this.warnings.isRecipient(row, personId)) return false;
    const ids = row.audience === 'own-leader' ? [] : await this.humans.idsOf(personId);
    if (ids.length < 2) return true;
    const raised = lastOf(await eventsOf(this.targets.warning, warningStream(row.id)), 'WarningRaised');
    return !ids.includes(raised?.data.leaderId ?? '');
  }

  /** Warnings that a person raised, or that reached them. @param ids all that the person has. */
  async of(ids: readonly string[]): Promise<readonly WarningRow[]> {
    const rows = await this.warnings.of(ids);
    const shown = await Promise.all(rows.map(async (row) => {
      if (ids.some((id) => this.warnings.isRaiser(row, id))) return true;
      return (await Promise.all(ids.map((id) => this.hasReached(row, id)))).includes(true);
    }));
    return rows.filter((_, at) => shown[at]);
  }
}
