import type { Pair } from '../pair.js';
import type { Ask, NotedSession, ReminderTimes, Step } from './events.js';
import type { Proposal } from './terms.js';

/** `by` is a person's id; `at` an instant of business time, ISO 8601 in UTC. */
export type AgreementCommand =
  | ({
      readonly type: 'draft';
      readonly by: string;
      /** Whether matching says so; a pairing that was paused before anything was drafted has no stream here. */
      readonly pairingActive: boolean;
      readonly proposal: Proposal;
      readonly remindAt: ReminderTimes;
      readonly at: string;
    } & Pair)
  | {
      readonly type: 'sign';
      readonly by: string;
      /** The draft that the signer has read. */
      readonly version: number;
      readonly confidentiality: boolean;
      /** The leader's pledge; of no meaning for the mentor. */
      readonly noRepercussion: boolean;
      readonly at: string;
    }
  | ({ readonly type: 'withdraw'; readonly by: string; readonly at: string } & Pair)
  /** By the policies on what matching tells. */
  | { readonly type: 'pause'; readonly from: string; readonly at: string }
  | { readonly type: 'resume'; readonly from: string; readonly at: string }
  | { readonly type: 'close'; readonly at: string }
  | {
      readonly type: 'complete';
      /** A person of the pair, or `system` when the end passed without a closing. */
      readonly by: string;
      readonly closingHeldOn: string | null;
      readonly at: string;
    }
  /** By the policy on our own sessions: held (unconfirmed), then confirmed or corrected. */
  | ({ readonly type: 'noteSession'; readonly at: string } & NotedSession)
  /** By timers; `nextAt` is a week later by that person's calendar. */
  | {
      readonly type: 'nudge';
      readonly ask: Ask;
      readonly step: 'reminder' | 'nudge';
      readonly nextAt: string;
      readonly at: string;
    }
  | { readonly type: 'escalateSilence'; readonly ask: Ask; readonly since: string; readonly at: string }
  | { readonly type: 'noticeStall'; readonly at: string }
  /** By timers, where an absence stops the clock: `from` is what the step counts from. */
  | {
      readonly type: 'putOffNudge';
      readonly ask: Ask;
      readonly step: Step;
      readonly from: string;
      readonly until: string;
      readonly at: string;
    }
  | { readonly type: 'putOffStall'; readonly until: string; readonly at: string };

export type CommandOf<T extends AgreementCommand['type']> = Extract<AgreementCommand, { type: T }>;
