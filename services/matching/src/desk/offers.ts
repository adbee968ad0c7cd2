import { addWorkingDays } from '@flipside/calendars';
import { deriveId, type CommandContext } from '@flipside/event-sourcing';
import { calendarOf } from '@flipside/participants-view';
import { pairingStream } from '../domain/pairing/events.js';
import type { Proposal } from '../run/result.js';
import type { Sources } from '../sources.js';
import type { PairingDesk } from './pairing-desk.js';

/** What a proposal is made in. */
export interface OfferFrame {
  readonly programmeId: string;
  readonly cohort?: number;
  readonly runId: string;
}

/** What of a proposal becomes an offer. */
export type Offered = Pick<Proposal, 'mentorId' | 'menteeId' | 'wanted' | 'fit'>;

const USUAL_WORKING_DAYS = 5;

/** Turns proposals of a run into offers: the mentor is asked first and alone. */
export class Offers {
  constructor(
    private readonly desk: PairingDesk,
    private readonly sources: Pick<Sources, 'people' | 'programmes'>,
  ) {}

  /** Offers each pair; one that has become impossible since the run is passed over. @param command context by stream. */
  async make(proposals: readonly Offered[], frame: OfferFrame, command: (stream: string) => CommandContext): Promise<void> {
    const policy = (await this.sources.programmes.one(frame.programmeId))?.policy;
    if (!policy) return;
    const mentors = await this.sources.people.many(proposals.map(({ mentorId }) => mentorId));
    for (const { mentorId, menteeId, wanted, fit } of proposals) {
      const pairingId = deriveId('pairing', frame.runId, mentorId, menteeId);
      const context = concealed(command(pairingStream(pairingId)));
      const { at } = context;
      const calendar = calendarOf(mentors.get(mentorId), at.slice(0, 10));
      const answerBy = addWorkingDays(at, policy.offerWorkingDays ?? USUAL_WORKING_DAYS, calendar);
      const pair = { pairingId, programmeId: frame.programmeId, mentorId, menteeId };
      await this.desk.decide(pairingId, pair, true, context, (standing) =>
        standing
          ? undefined
          : { type: 'propose', ...frame, ...pair, wanted, fit, endsOn: policy.window.to, answerBy, at, holds: true },
      );
    }
  }
}

/** The log does not say who acted where that would tell whose choice it was. */
export function concealed(context: CommandContext): CommandContext {
  const { correlationId: _correlation, causationId: _causation, traceparent: _trace, onBehalfOf: _for, ...rest } = context;
  return { ...rest, actor: { kind: 'anonymous' } };
}
