import { isEmployedOn, type Employment, type Managers } from '@flipside/contracts';
import type { KnownPerson } from './known-person.js';

/** Which ids turned out to be one human. */
export interface Mergers {
  /** The id under which a human goes on; the same one where it was not merged. */
  survivorOf(id: string): string;
  /** All ids of whoever goes on under this one, itself first. */
  idsOf(survivorId: string): readonly string[];
  /** Ids merged into this one whose employment still counts on a day: for it HR has not stated the survivor's since. */
  countedOn(survivorId: string, on: string): readonly string[];
}

/** Of some people and of everybody whom they were merged with. */
export function mergersAmong(rows: Iterable<Pick<KnownPerson, 'id' | 'mergedInto' | 'absorbed'>>): Mergers {
  const into = new Map<string, string>();
  const absorbed = new Map<string, KnownPerson['absorbed']>();
  for (const row of rows) {
    if (row.mergedInto !== null) into.set(row.id, row.mergedInto);
    if (Object.keys(row.absorbed).length > 0) absorbed.set(row.id, row.absorbed);
  }
  const below = (survivorId: string, counts: (since: string | null) => boolean): readonly string[] => {
    const ids = new Set([survivorId]);
    for (const id of ids) for (const [other, since] of Object.entries(absorbed.get(id) ?? {})) if (counts(since)) ids.add(other);
    return [...ids];
  };
  return {
    survivorOf: (id) => lastOf(id, into),
    idsOf: (survivorId) => below(survivorId, () => true),
    countedOn: (survivorId, on) => below(survivorId, (since) => since === null || on < since).slice(1),
  };
}

function lastOf(id: string, into: ReadonlyMap<string, string>): string {
  let last = id;
  for (let next = into.get(id), steps = 0; next !== undefined && steps < into.size; next = into.get(next), steps++) last = next;
  return last;
}

type Linked = Pick<Employment, 'managers' | 'status' | 'startsOn' | 'endsOn'>;

/**
 * What holds of each human on a day, by the id that goes on. Links lead to whoever goes on; who stood above under a merged id
 * still does, as a dotted line, until HR states the survivor's own employment for that day. Nobody is their own manager: where
 * a merger would make them so, the manager is unknown.
 *
 * @param held what holds of each id that day.
 */
export function joinMerged<E extends Linked>(held: ReadonlyMap<string, E>, mergers: Mergers, on: string): ReadonlyMap<string, E> {
  const humans = new Map<string, E>();
  for (const [id, employment] of held) {
    if (mergers.survivorOf(id) !== id) continue;
    const others = mergers.countedOn(id, on).flatMap((other) => held.get(other) ?? []).filter((other) => isEmployedOn(other, on));
    const isWhole = others.length === 0 && linksOf(employment.managers).every((link) => mergers.survivorOf(link) === link);
    humans.set(id, isWhole ? employment : { ...employment, managers: joined(id, employment.managers, others, mergers) });
  }
  return humans;
}

function linksOf({ line, dottedLine, appraiser }: Managers): readonly string[] {
  return [line, ...dottedLine, appraiser].filter((link) => link !== null);
}

function joined(id: string, own: Managers, others: readonly Linked[], { survivorOf }: Mergers): Managers {
  const manager = (link: string | null): string | null => {
    const survivor = link === null ? null : survivorOf(link);
    return survivor === id ? null : survivor;
  };
  const more = others.flatMap(({ managers }) => linksOf(managers));
  const dottedLine = new Set([...own.dottedLine, ...more].map(manager).filter((link) => link !== null));
  return { ...own, line: manager(own.line), dottedLine: [...dottedLine], appraiser: manager(own.appraiser) };
}
