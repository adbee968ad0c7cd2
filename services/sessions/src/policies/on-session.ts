import { handleCommand, type Recorded } from '@flipside/event-sourcing';
import { definePolicy, type Feed, type PolicyContext } from '@flipside/feeds';
import { agreementStream } from '../domain/agreement/events.js';
import { dayOf } from '../domain/moments.js';
import type { SessionEvent } from '../domain/session/events.js';
import type { Targets } from '../targets.js';

type Event = Recorded<SessionEvent>;
type Told = Extract<Event, { type: 'SessionHeld' | 'SessionConfirmed' | 'SessionCorrected' }>;

/** A session that was held goes into its agreement's rhythm: what stalls and what drifts is decided there. */
export function onSession(feed: Feed<Event>, targets: Targets) {
  const note = (confirmed: boolean) => ({ data, metadata }: Told, context: PolicyContext) => {
    const { pairingId, sessionId, startsAt, stretches } = data;
    const stream = agreementStream(pairingId);
    const minutes = stretches.reduce((sum, stretch) => sum + stretch.minutes, 0);
    const helpDesk = stretches.filter(({ kind }) => kind === 'help-desk').reduce((sum, stretch) => sum + stretch.minutes, 0);
    const session = { sessionId, heldOn: dayOf(startsAt), minutes, helpDesk, confirmed };
    return handleCommand(targets.agreement, stream, { type: 'noteSession', ...session, at: metadata.at }, context.command(stream));
  };
  return definePolicy<Event>({
    name: 'on-session',
    feed,
    expected: ['subject-erased'],
    on: { SessionHeld: note(false), SessionConfirmed: note(true), SessionCorrected: note(true) },
  });
}
