import type { PairingSide, PairingTopic, PauseCause, WantedTopic } from '@flipside/contracts';
import type { DomainEvent, Sealed } from '@flipside/event-sourcing';
import type { HardConstraint } from '../constraints.js';
import type { Fit } from '../fit.js';

/** All that is plain before both have accepted: the log does not say who was offered to whom. */
export interface PairingIds {
  readonly pairingId: string;
  readonly programmeId: string;
  readonly cohort?: number;
}

/** From activation on the two are known by their pseudonymous ids. */
export interface PairIds extends PairingIds {
  readonly mentorId: string;
  readonly menteeId: string;
}

/** The people under whose keys a sealed fact is kept; sealed with it. */
interface About {
  /** Null or empty where nobody is left whose key it could be sealed under: then the fact itself is null. */
  readonly about: Sealed<readonly string[]>;
}

interface ByOne {
  readonly side: Sealed<PairingSide>;
  readonly by: Sealed<string>;
}

/** Instants are ISO UTC. Every pause and every ending has the same plain fields, whatever its cause. */
export type PairingEvent =
  | DomainEvent<
      'MatchOverridden',
      PairingIds &
        About & {
          /** The named person who did it. */
          readonly by: string;
          readonly reason: Sealed<string>;
          /** Score that the programme's optimum loses by it, in points of 1,000,000 a pair. */
          readonly cost: Sealed<number>;
          readonly broken: Sealed<readonly HardConstraint[]>;
        }
    >
  | DomainEvent<
      'PairingProposed',
      PairingIds & {
        readonly runId?: string;
        readonly overridden: boolean;
        /** Last day of the pairing, `YYYY-MM-DD`. */
        readonly endsOn: string;
        readonly answerBy: string;
        readonly mentorId: Sealed<string>;
        readonly menteeId: Sealed<string>;
        readonly wanted: Sealed<readonly WantedTopic[]>;
        readonly fit: Sealed<Fit>;
      }
    >
  | DomainEvent<
      'PairingAccepted',
      PairingIds &
        ByOne & {
          /** Until when the other side may answer; absent with the second yes. */
          readonly answerBy?: string;
        }
    >
  | DomainEvent<'OfferProlonged', PairingIds & { readonly answerBy: string }>
  | DomainEvent<'PairingDeclined', PairingIds & ByOne>
  | DomainEvent<
      'PairingExpired',
      PairingIds &
        About & {
          /** Whose answer was waited for. */
          readonly side: Sealed<PairingSide>;
          /** `silence`, or that it had become impossible. */
          readonly cause: Sealed<ExpiryCause>;
        }
    >
  | DomainEvent<
      'PairingActivated',
      PairIds & {
        readonly topics: readonly PairingTopic[];
        readonly startsOn: string;
        readonly endsOn: string;
        readonly wanted: Sealed<readonly WantedTopic[]>;
      }
    >
  | DomainEvent<'PairingPaused', PairIds & About & { readonly from: string; readonly causes: Sealed<readonly PauseCause[]> }>
  | DomainEvent<'PauseCauseAdded', PairIds & About & { readonly cause: Sealed<PauseCause> }>
  | DomainEvent<'PauseCauseLifted', PairIds & About & { readonly cause: Sealed<PauseCause> }>
  | DomainEvent<'PairingResumed', PairIds & { readonly from: string }>
  | DomainEvent<'PairingExtended', PairIds & { readonly endsOn: string }>
  | DomainEvent<'RematchRequested', PairIds & ByOne>
  | DomainEvent<'ClosingHeld', PairIds & { readonly heldOn: string }>
  | DomainEvent<'PairingCompleted', PairIds>
  | DomainEvent<'PairingEnded', PairIds & About & { readonly causes: Sealed<readonly PauseCause[]> }>;

export type ExpiryCause = 'silence' | 'no-longer-possible';

export function pairingStream(pairingId: string): string {
  return `pairing-${pairingId}`;
}
