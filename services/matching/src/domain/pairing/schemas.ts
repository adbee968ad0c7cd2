import type { EventSchemas, SealRule } from '@flipside/event-sourcing';
import type { PairingEvent } from './events.js';

type Data = PairingEvent['data'];
type DataOf<T extends PairingEvent['type']> = Extract<PairingEvent, { type: T }>['data'];

const present = (...ids: readonly (string | null | undefined)[]): readonly string[] => ids.filter((id) => typeof id === 'string');

/** Every sealed fact of a pairing is of class choices, its retention counted from the pairing. */
function seal<D extends Data>(fields: readonly (keyof D & string)[], subjects: (data: D) => readonly string[]): SealRule<D> {
  return { class: 'choices', fields, subjects, scope: (data) => data.pairingId };
}

const byOne = <D extends DataOf<'PairingAccepted' | 'PairingDeclined' | 'RematchRequested'>>() => [
  // A section of its own for what contracts pass on, another for the id.
  seal<D>(['side'] as (keyof D & string)[], (data) => present(data.by)),
  seal<D>(['by'] as (keyof D & string)[], (data) => present(data.by)),
];

const about = <D extends Data & { readonly about: readonly string[] | null }>(...fields: readonly (keyof D & string)[]) => [
  seal<D>(fields, (data) => data.about ?? []),
  seal<D>(['about'] as (keyof D & string)[], (data) => data.about ?? []),
];

/** How events of a pairing are kept. Each person's id before activation is sealed under that person's own key. */
export const pairingSchemas: EventSchemas<PairingEvent> = {
  MatchOverridden: { version: 1, seal: about<DataOf<'MatchOverridden'>>('reason', 'cost', 'broken') },
  PairingProposed: {
    version: 1,
    seal: [
      seal<DataOf<'PairingProposed'>>(['mentorId'], (data) => present(data.mentorId)),
      seal<DataOf<'PairingProposed'>>(['menteeId'], (data) => present(data.menteeId)),
      seal<DataOf<'PairingProposed'>>(['wanted'], (data) => present(data.mentorId, data.menteeId)),
      seal<DataOf<'PairingProposed'>>(['fit'], (data) => present(data.mentorId, data.menteeId)),
    ],
  },
  PairingAccepted: { version: 1, seal: byOne<DataOf<'PairingAccepted'>>() },
  OfferProlonged: { version: 1 },
  PairingDeclined: { version: 1, seal: byOne<DataOf<'PairingDeclined'>>() },
  PairingExpired: {
    version: 1,
    seal: [
      seal<DataOf<'PairingExpired'>>(['side'], (data) => data.about ?? []),
      ...about<DataOf<'PairingExpired'>>('cause'),
    ],
  },
  PairingActivated: {
    version: 1,
    seal: [seal<DataOf<'PairingActivated'>>(['wanted'], (data) => [data.mentorId, data.menteeId])],
  },
  PairingPaused: { version: 1, seal: about<DataOf<'PairingPaused'>>('causes') },
  PauseCauseAdded: { version: 1, seal: about<DataOf<'PauseCauseAdded'>>('cause') },
  PauseCauseLifted: { version: 1, seal: about<DataOf<'PauseCauseLifted'>>('cause') },
  PairingResumed: { version: 1 },
  PairingExtended: { version: 1 },
  RematchRequested: { version: 1, seal: byOne<DataOf<'RematchRequested'>>() },
  ClosingHeld: { version: 1 },
  PairingCompleted: { version: 1 },
  PairingEnded: { version: 1, seal: about<DataOf<'PairingEnded'>>('causes') },
};
