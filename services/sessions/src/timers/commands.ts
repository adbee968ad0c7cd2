import type { CheckInOccasion } from '@flipside/contracts';
import type { Ask, Step } from '../domain/agreement/events.js';

/** What a timer does when it is due; plain data without a person, whose calendar is looked up when it fires. */
export type SessionsTimer = { readonly stream: string } & (
  | {
      readonly type: 'ask';
      readonly ask: Ask;
      readonly step: Step;
      /** The instant that the step counts from. */
      readonly from: string;
    }
  | { readonly type: 'stall' }
  | { readonly type: 'completion' }
  | { readonly type: 'check-in'; readonly round: number; readonly occasion: CheckInOccasion }
  | { readonly type: 'check-in-closing' }
  | { readonly type: 'unrecorded' }
  | { readonly type: 'overdue'; readonly what: 'acknowledgement' | 'feedback' }
);

/** A change of the timers, in the shape that the read model of due moments takes. */
export type SessionsTimerChange =
  | { readonly set: string; readonly due: string; readonly command: SessionsTimer }
  | { readonly cancel: string };

/** Names the timer of an ask, whatever its step. */
export const askTimer = (pairingId: string, { askId, to }: Pick<Ask, 'askId' | 'to'>): string =>
  `ask/${pairingId}/${askId}/${to}`;

export const startOf = (day: string): string => `${day}T00:00:00.000Z`;
