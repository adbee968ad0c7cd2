import type { Participant } from '../sample/participants.js';
import type { SamplePerson } from '../sample/person.js';
import type { Actor } from './client.js';
import { found } from './checks.js';
import type { Demo } from './demo.js';

/** Everybody whom the HR file brought, by the external key `HALDEN-DE/100001`. */
export interface Staff {
  readonly ids: ReadonlyMap<string, string>;
  id(key: string): string;
  key(id: string): string;
  person(key: string): SamplePerson;
  /** Somebody with a token of their own as participant. */
  as(key: string): Actor;
  /** The same with the token of a line manager. */
  asManager(key: string): Actor;
}

export function staffOf({ gateway, organisation }: Demo, ids: ReadonlyMap<string, string>): Staff {
  const keys = new Map([...ids].map(([key, id]) => [id, key]));
  const people = new Map(organisation.people.map((person) => [person.key, person]));
  const id = (key: string): string => found(`the person ${key}`, ids.get(key));
  return {
    ids,
    id,
    key: (personId) => found(`the key of ${personId}`, keys.get(personId)),
    person: (key) => found(`${key} in the sample`, people.get(key)),
    as: (key) => gateway.as(['participant'], id(key)),
    asManager: (key) => gateway.as(['line-manager'], id(key)),
  };
}

/** Mentors and leaders by key. */
export function byKey(participants: readonly Participant[]): ReadonlyMap<string, Participant> {
  return new Map(participants.map((participant) => [participant.key, participant]));
}
