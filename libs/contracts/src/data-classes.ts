import type { ServiceName } from './contract.js';

/** Classes of personal data. A key belongs to one person, one class and one scope. */
export const dataClasses = [
  'identity', 'employment', 'profile', 'trait', 'notes', 'ratings', 'answers', 'choices', 'voice', 'concern',
] as const;

export type DataClass = (typeof dataClasses)[number];

/** Which services beside the owner of a key may fetch it. What is not named here is granted to nobody. */
export const grants: Readonly<Record<DataClass, readonly ServiceName[]>> = {
  identity: [],
  employment: ['matching', 'sessions', 'analytics'],
  profile: ['matching', 'sessions', 'analytics'],
  trait: ['analytics'],
  notes: [],
  ratings: ['analytics'],
  answers: ['analytics'],
  choices: ['matching', 'sessions', 'analytics'],
  voice: ['analytics'],
  concern: [],
};
