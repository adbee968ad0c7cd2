import type { ReadModelReader } from '@flipside/read-models';
import type { SprintRow } from './sprints.entity.js';

/** Questions about sprints. */
export class Sprints {
  constructor(private readonly rows: ReadModelReader<SprintRow>) {}

  one(sprintId: string): Promise<SprintRow | undefined> {
    return this.rows.one(sprintId);
  }

  ofPairing(pairingId: string): Promise<readonly SprintRow[]> {
    return this.rows.many('where t."pairingId" = $1 order by t."startsOn", t.id', [pairingId]);
  }

  unfinishedOf(pairingId: string): Promise<readonly SprintRow[]> {
    return this.rows.many(`where t."pairingId" = $1 and t.status not in ('completed', 'abandoned') order by t.id`, [pairingId]);
  }
}
