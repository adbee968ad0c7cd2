import { addDays, reviewMoment } from '@flipside/calendars';
import type { Recorded } from '@flipside/event-sourcing';
import type { TimerChange } from '@flipside/service-kit';
import type { PairingEvent } from '../domain/pairing/events.js';

type Event = Recorded<PairingEvent>;

/** Reviews are held on Monday morning; in UTC, so that nobody's zone tells whose pairing it is. */
const REVIEW_ZONE = 'UTC';

/** What a pairing has to be looked at for, and when: the end of an offer, the weekly review, the end of the window. */
export function pairingTimers(event: Event): readonly TimerChange[] {
  const { pairingId } = event.data;
  const stream = event.stream;
  const offer = `offer/${pairingId}`;
  const review = `review/${pairingId}`;
  const window = `window/${pairingId}`;
  const answer = (due: string): TimerChange => ({ set: offer, due, command: { type: 'expire', stream, pairingId } });
  const ends = (on: string): TimerChange => ({
    set: window, due: `${addDays(on, 1)}T00:00:00.000Z`, command: { type: 'window-over', stream, pairingId },
  });
  switch (event.type) {
    case 'PairingProposed':
    case 'OfferProlonged':
      return [answer(event.data.answerBy)];
    case 'PairingAccepted':
      return event.data.answerBy === undefined ? [{ cancel: offer }] : [answer(event.data.answerBy)];
    case 'PairingDeclined':
    case 'PairingExpired':
      return [{ cancel: offer }];
    case 'PairingActivated':
    case 'PairingExtended':
      return [ends(event.data.endsOn)];
    case 'PairingPaused':
    case 'PauseCauseAdded':
      return [{ set: review, due: reviewMoment(event.metadata.at, REVIEW_ZONE), command: { type: 'review', stream, pairingId } }];
    case 'PairingResumed':
      return [{ cancel: review }];
    case 'PairingCompleted':
    case 'PairingEnded':
      return [{ cancel: review }, { cancel: window }];
    default:
      return [];
  }
}
