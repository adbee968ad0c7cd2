import { addWorkingDays } from '@flipside/calendars';
import { DomainError, type CommandContext } from '@flipside/event-sourcing';
import { calendarOf } from '@flipside/participants-view';
import type { QuestionDesk } from '../ledger/question-desk.js';
import type { RunRow } from '../read-models/runs/runs.entity.js';
import type { Sources } from '../sources.js';
import type { PairingDesk } from './pairing-desk.js';

export interface Override {
  readonly pairingId: string;
  readonly mentorId: string;
  readonly menteeId: string;
  /** Why, by the named person who does it. */
  readonly reason: string;
  readonly by: string;
  /** Score lost, as the preview showed it. */
  readonly cost: number;
}

/** Puts two together whom no run proposed, at a cost that was seen before. */
export class Overrides {
  constructor(
    private readonly desk: PairingDesk,
    private readonly questions: QuestionDesk,
    private readonly sources: Pick<Sources, 'people' | 'programmes'>,
  ) {}

  /**
   * @throws DomainError `override-cost-changed` where the cost is another one than was seen, `constraint-not-overridable` for
   * power distance, a private constraint and what else protects somebody, `pair-not-possible` where facts of today forbid it.
   */
  async make(run: RunRow, { pairingId, ...asked }: Override, context: CommandContext, signal: AbortSignal) {
    const { mentorId, menteeId, cost } = asked;
    const preview = await this.questions.override(run.id, mentorId, menteeId, signal);
    if (preview.cost !== null && preview.cost.score !== cost) {
      throw new DomainError('override-cost-changed', 'Look at the cost again and send the one that is shown.', { ...preview.cost });
    }
    const { programmeId, cohort } = run.requested;
    const at = context.at;
    const [mentor, programme] = await Promise.all([this.sources.people.one(mentorId), this.sources.programmes.one(programmeId)]);
    const answerBy = addWorkingDays(at, programme?.policy?.offerWorkingDays ?? 5, calendarOf(mentor, at.slice(0, 10)));
    const { broken, fit, wanted } = preview;
    const possible = preview.cost !== null || preview.firm.length > 0;
    return this.desk.decide(pairingId, { pairingId, programmeId, mentorId, menteeId }, true, context, (standing) => ({
      type: 'override', ...asked, pairingId, programmeId, ...(cohort !== undefined && { cohort }), runId: run.id,
      broken, fit, wanted, answerBy, endsOn: run.requested.window.to, at, holds: possible && standing === undefined,
    }));
  }
}
