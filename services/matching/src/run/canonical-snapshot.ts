import { DomainError } from '@flipside/event-sourcing';
import type { Snapshot, SnapshotPair } from '../scoring/snapshot.js';

/**
 * The same snapshot whatever the order in which its people were read. @throws DomainError `snapshot-invalid` for a person who
 * is in it twice, and a pair of somebody with themselves.
 */
export function canonicalSnapshot(snapshot: Snapshot): Snapshot {
  const people = [...snapshot.people].sort((a, b) => compare(a.personId, b.personId));
  const twice = people.find(({ personId }, at) => personId === people[at + 1]?.personId);
  if (twice) throw new DomainError('snapshot-invalid', 'A person is in the snapshot twice.');
  if (snapshot.pairs.some(({ mentorId, menteeId }) => mentorId === menteeId)) {
    throw new DomainError('snapshot-invalid', 'The snapshot pairs a person with themselves.');
  }
  const pairs = new Map(snapshot.pairs.map((pair) => [pairKey(pair), pair]));
  return { ...snapshot, people, pairs: [...pairs].sort(([a], [b]) => compare(a, b)).map(([, pair]) => pair) };
}

export function pairKey({ mentorId, menteeId, kind }: SnapshotPair): string {
  return `${mentorId} ${menteeId} ${kind}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
