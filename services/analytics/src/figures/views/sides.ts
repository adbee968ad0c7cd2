import type { Observation } from '../cells/cut.js';
import type { SealedObservation } from '../cells/open-cells.js';
import type { PairingView } from './pairings.js';
import type { Place } from './places.js';

type PlaceOf = (personId: string) => Place;

/** A reading about a pairing counts where its leader stands. */
export function aboutPairing<T>(
  pairing: Pick<PairingView, 'leaderId'>,
  place: PlaceOf,
  reading: T,
  dimensions: readonly string[] = [],
): Observation<T> {
  return { reading, dimensions, place: place(pairing.leaderId) };
}

/** The same for a release: it rests on both of the pairing. */
export function sealedAboutPairing<T>(
  pairing: Pick<PairingView, 'mentorId' | 'leaderId'>,
  place: PlaceOf,
  subject: string,
  reading: T,
  dimensions: readonly string[] = [],
): SealedObservation<T> {
  return { ...aboutPairing(pairing, place, reading, dimensions), subject, mentor: pairing.mentorId, leader: pairing.leaderId };
}

/** A reading about one person counts where that person stands, and rests on nobody else. */
export function sealedAboutPerson<T>(
  personId: string,
  place: PlaceOf,
  subject: string,
  reading: T,
  dimensions: readonly string[] = [],
): SealedObservation<T> {
  return { reading, dimensions, place: place(personId), subject, mentor: personId, leader: personId };
}

export function byId(pairings: readonly PairingView[]): ReadonlyMap<string, PairingView> {
  return new Map(pairings.map((pairing) => [pairing.pairingId, pairing]));
}

/** `cohort=1`, or `cohort=none` in a programme without cohorts. */
export function cohortOf(about: { readonly cohort?: number | undefined }): string {
  return `cohort=${about.cohort ?? 'none'}`;
}
