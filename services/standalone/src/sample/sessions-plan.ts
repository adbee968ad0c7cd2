import type { Random } from './random.js';
import type { Stretch } from '@flipside/contracts';
import type { TimeFinder } from './common-time.js';
import type { SamplePairing } from './behaviour.js';

/** What will become of one meeting. Instants are ISO 8601 in UTC. */
export interface PlannedSession {
  readonly startsAt: string;
  readonly minutes: number;
  readonly fate: 'held' | 'cancelled' | 'missed';
  readonly cancelled?: { readonly by: 'mentor' | 'mentee'; readonly noticeHours: number };
  /** Place in the list of the cancelled or missed session that this one makes up for. */
  readonly replaces?: number;
  /** It was first planned for another time, which was moved by one side. */
  readonly moved?: { readonly from: string; readonly by: 'mentor' | 'mentee'; readonly noticeHours: number };
  readonly stretches: readonly Stretch[];
  readonly recordedBy: 'mentor' | 'mentee';
  /** What the other side does with the record within five working days. */
  readonly record: 'confirmed' | 'corrected' | 'unconfirmed';
  readonly feedback?: 'strategic' | 'career' | 'practice';
}

interface Character {
  /** The leader cancels a few hours before. */
  readonly late: boolean;
  /** From the third session on half of the time is help-desk. */
  readonly drifts: boolean;
  readonly random: Random;
  readonly times: TimeFinder;
}

/** Sessions of the agreement, spread over it evenly. */
export const SESSIONS = 6;
/** The late leader cancels the first five and holds what replaces them. */
const LATE_TIMES = 5;

/** All meetings of a pairing in order of time, those that fall through with what replaced them. */
export function sessionsOf(pairing: SamplePairing, character: Character): PlannedSession[] {
  const plan: PlannedSession[] = [];
  const spacing = Math.floor(daysBetween(pairing.startsOn, pairing.endsOn) / SESSIONS);
  for (let i = 0; i < SESSIONS; i++) {
    const startsAt = timeFor(pairing, plusDays(pairing.startsOn, 7 + i * (spacing - 1)), character);
    const lost = fallsThrough(i, startsAt, character);
    if (!lost) {
      plan.push(held(pairing, i, startsAt, character));
      continue;
    }
    plan.push(lost);
    const again = timeFor(pairing, plusDays(startsAt.slice(0, 10), 6 + character.random.below(5)), character);
    plan.push({ ...held(pairing, i, again, character), replaces: plan.length - 1 });
  }
  return plan;
}

/** @throws Error when the two have no hour in common: such a pair is never matched. */
function timeFor(pairing: SamplePairing, fromDay: string, { times }: Character): string {
  const found = times(pairing, fromDay);
  if (!found) throw new Error(`${pairing.mentor.key} and ${pairing.leader.key} have no hour in common after ${fromDay}`);
  return found;
}

function fallsThrough(i: number, startsAt: string, { late, random }: Character): PlannedSession | undefined {
  const base = { startsAt, minutes: 60, stretches: [], recordedBy: 'mentor', record: 'unconfirmed' } as const;
  const chance = random.next();
  if (late) return i < LATE_TIMES ? { ...base, fate: 'cancelled', cancelled: { by: 'mentee', noticeHours: 2 + i } } : undefined;
  if (chance < 0.05)
    return { ...base, fate: 'cancelled', cancelled: { by: 'mentee', noticeHours: 30 + Math.floor(chance * 1800) } };
  if (chance < 0.08)
    return { ...base, fate: 'cancelled', cancelled: { by: 'mentor', noticeHours: 26 + Math.floor(chance * 600) } };
  return chance < 0.09 ? { ...base, fate: 'missed' } : undefined;
}

function held(pairing: SamplePairing, i: number, startsAt: string, character: Character): PlannedSession {
  const { random } = character;
  const chance = random.next();
  const stretches = stretchesOf(pairing, i, character);
  const moved =
    chance < 0.06
      ? { from: plusHours(startsAt, -48), by: chance < 0.04 ? ('mentee' as const) : ('mentor' as const), noticeHours: 72 }
      : undefined;
  return {
    startsAt,
    minutes: 60,
    fate: 'held',
    ...(moved ? { moved } : {}),
    stretches,
    recordedBy: i % 2 === 0 ? 'mentor' : 'mentee',
    record: recordOf(random.next()),
    ...(stretches.some(({ kind }) => kind === 'strategic-feedback')
      ? { feedback: 'strategic' as const }
      : i % 3 === 1
        ? { feedback: 'career' as const }
        : {}),
  };
}

function recordOf(chance: number): PlannedSession['record'] {
  if (chance < 0.88) return 'confirmed';
  return chance < 0.94 ? 'corrected' : 'unconfirmed';
}

/** Hands-on first; help-desk takes under a tenth, and half of it where the pairing drifts. */
function stretchesOf({ topics }: SamplePairing, i: number, { drifts, random }: Character): Stretch[] {
  const topic = topics[i % topics.length]!;
  const helpDesk = drifts && i >= 2 ? 26 : random.next() < 0.3 ? 5 : 0;
  const strategic = random.next() < 0.6 ? 10 : 0;
  const own: Stretch =
    topic.kind === 'skill'
      ? { kind: 'hands-on', minutes: 52 - helpDesk - strategic - 8, topic: topic.topic }
      : { kind: 'perspective', minutes: 52 - helpDesk - strategic - 8, topic: topic.topic };
  const all: Stretch[] = [
    own,
    { kind: 'contextual-question', minutes: 8 },
    { kind: 'strategic-feedback', minutes: strategic },
    { kind: 'help-desk', minutes: helpDesk },
  ];
  return all.filter(({ minutes }) => minutes > 0);
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

export function plusHours(instant: string, hours: number): string {
  return new Date(Date.parse(instant) + hours * 3_600_000).toISOString();
}
