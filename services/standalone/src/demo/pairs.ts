import type { AgreedLevel } from '@flipside/contracts';
import type { PairingPlan, SamplePairing } from '../sample/behaviour.js';
import { sampleDates } from '../sample/sample-dates.js';
import type { Actor } from './client.js';
import type { ActivePairing } from './offers.js';
import type { Staff } from './staff.js';

/** A pairing with the two who act in it. */
export interface Pair {
  readonly id: string;
  readonly sample: SamplePairing;
  readonly mentor: Actor;
  readonly leader: Actor;
}

/** A pair and what it is going to do. */
export interface PlannedPair extends Pair {
  readonly plan: PairingPlan;
}

/** The day on which agreements begin: the last offers have been answered by then. */
export const AGREED_FROM = '2026-02-19';

export function pairOf(staff: Staff, { id, mentor, leader, topics }: ActivePairing): Pair {
  const sample: SamplePairing = {
    mentor, leader, topics, levels: levelsOf(leader.profile.wishes, topics), startsOn: AGREED_FROM, endsOn: sampleDates.window.to,
  };
  return { id, sample, mentor: staff.as(mentor.key), leader: staff.as(leader.key) };
}

export function sideOf(pair: Pair, side: 'mentor' | 'mentee'): Actor {
  return side === 'mentor' ? pair.mentor : pair.leader;
}

/** Two levels above where the leader stands, for each skill. */
function levelsOf(wishes: SamplePairing['leader']['profile']['wishes'], topics: SamplePairing['topics']): AgreedLevel[] {
  const agreed = new Set(topics.map(({ topic }) => topic));
  return wishes.flatMap(({ topic, kind, current }) =>
    kind === 'skill' && agreed.has(topic) ? [{ topic, baseline: current!, target: Math.min(5, current! + 2) }] : []);
}
