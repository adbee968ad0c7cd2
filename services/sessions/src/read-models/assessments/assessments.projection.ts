import type { Recorded } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type Projection, type ReadModelReader } from '@flipside/read-models';
import type { AssessmentEvent } from '../../domain/assessment/events.js';
import { AssessmentRow } from './assessments.entity.js';

type Event = Recorded<AssessmentEvent>;

export function assessmentsProjection(own: Feed<Event>): Projection<Event, AssessmentRow> {
  return defineProjection<Event, AssessmentRow>({
    name: 'assessments',
    version: 1,
    entity: AssessmentRow,
    feeds: [own],
    keys: ({ stream }) => [stream.slice('assessment-'.length)],
    evolve: (row, { type, data: { pairingId, skill } }, id) =>
      row ?? { id, pairingId, subject: type === 'SkillAssessed' ? 'mentee' : 'mentor', skill },
  });
}

/** Questions about assessments. */
export class Assessments {
  constructor(private readonly rows: ReadModelReader<AssessmentRow>) {}

  ofPairing(pairingId: string): Promise<readonly AssessmentRow[]> {
    return this.rows.many('where t."pairingId" = $1 order by t.id', [pairingId]);
  }
}
