import { overridable, type HardConstraint } from '../domain/constraints.js';
import { brokenBy } from '../scoring/pairs/judge.js';
import { meets } from '../scoring/hard/topic.js';
import type { Field } from '../scoring/pairs/field.js';
import type { Change, Unmatched } from './result.js';
import type { SolvedRun } from './solve-run.js';
import type { Survey } from './survey.js';

/** Pairs that are looked into for one person to whom no pair was left. */
const MOST_LOOKED_AT = 150;

type Found = Pick<Unmatched, 'reason' | 'change'>;

/** Everybody who waits and got no partner, with the reason and the smallest change that would help. */
export function unmatchedPeople(run: SolvedRun, seen: Survey): readonly Unmatched[] {
  const { field, solution, scores: { places } } = run;
  const taken = new Set(solution.pairs.map(({ column }) => places.mentorOf[column]!));
  const look = looker(field);
  const mentees = [...solution.unmatched].filter((mentee) => field.mentees[mentee]!.slots > 0).map((mentee): Unmatched => ({
    personId: field.mentees[mentee]!.personId, role: 'mentee', ...ofMentee(run, seen, look, mentee),
  }));
  const mentors = [...field.mentors.keys()]
    .filter((mentor) => !taken.has(mentor) && field.mentors[mentor]!.slots > 0 && field.mentors[mentor]!.open === 0)
    .map((mentor): Unmatched => ({
      personId: field.mentors[mentor]!.personId, role: 'mentor', ...ofMentor(run, seen, look, mentor),
    }));
  const name = ({ personId, role }: Unmatched): string => `${personId} ${role}`;
  return [...mentees, ...mentors].sort((a, b) => (name(a) < name(b) ? -1 : 1));
}

function ofMentee({ field, scores }: SolvedRun, seen: Survey, look: Looker, mentee: number): Found {
  const { wishes, barred } = field.mentees[mentee]!;
  if (barred.includes('chain-unknown')) return { reason: 'chain-unknown', change: { kind: 'complete-chain' } };
  if (wishes.length === 0) return { reason: 'nothing-wished', change: { kind: 'state-topics' } };
  const best = seen.bestOfMentee[mentee]!;
  if (best >= scores.floor) {
    return { reason: 'capacity', change: { kind: 'place', mentorId: field.mentors[seen.runnerOfMentee[mentee]!]!.personId } };
  }
  if (best >= 0) return { reason: 'below-floor', change: { kind: 'floor', to: best } };
  const candidates = look.mentorsFor(mentee);
  if (candidates.length === 0) return { reason: 'nobody-offers', change: { kind: 'find-partner', topic: wishes[0]!.topic } };
  return constrained(field, candidates.map((mentor) => [mentor, mentee] as const));
}

function ofMentor({ field, scores }: SolvedRun, seen: Survey, look: Looker, mentor: number): Found {
  const { offers, barred } = field.mentors[mentor]!;
  if (barred.includes('chain-unknown')) return { reason: 'chain-unknown', change: { kind: 'complete-chain' } };
  if (offers.size === 0) return { reason: 'nobody-wishes', change: { kind: 'state-topics' } };
  const best = seen.bestOfMentor[mentor]!;
  if (best >= scores.floor) return { reason: 'capacity', change: { kind: 'more-mentees' } };
  if (best >= 0) return { reason: 'below-floor', change: { kind: 'floor', to: best } };
  const candidates = look.menteesFor(mentor);
  const [topic] = [...offers.keys()].sort();
  if (candidates.length === 0) return { reason: 'nobody-wishes', change: { kind: 'find-partner', topic: topic! } };
  return constrained(field, candidates.map((mentee) => [mentor, mentee] as const));
}

/** Of all pairs that share a topic the one that breaks least; what is private or power distance has no change to offer. */
function constrained(field: Field, pairs: readonly (readonly [number, number])[]): Found {
  let best: Sized | undefined;
  for (const [mentor, mentee] of pairs) {
    if (best && ownBars(field, mentor, mentee) > best.constraints) continue;
    best = smaller(best, changeFor(field, mentor, mentee));
  }
  return { reason: 'all-constrained', change: best?.change ?? null };
}

/** The first of two where they are alike. */
function smaller(one: Sized | undefined, other: Sized | undefined): Sized | undefined {
  return other && (!one || other.size < one.size) ? other : one;
}

/** Constraints of each of the two alone: fewer than the pair breaks, and known without looking at the pair. */
function ownBars({ mentors, mentees }: Field, mentor: number, mentee: number): number {
  return Math.max(mentors[mentor]!.barred.length, mentees[mentee]!.barred.length);
}

interface Sized {
  readonly change: Change;
  readonly constraints: number;
  /** Fewer constraints first, then easier ones, then smaller amounts. */
  readonly size: number;
}

function changeFor(field: Field, mentor: number, mentee: number): Sized | undefined {
  const minutes = field.minutes(mentor, mentee);
  const { broken } = brokenBy(field.court, field.mentors[mentor]!, field.mentees[mentee]!, minutes < 0 ? null : minutes);
  const [constraint] = broken;
  if (constraint === undefined || broken.some((one) => !overridable.has(one) && !datum.has(one))) return undefined;
  const by = amountOf(field, constraint, mentor, mentee, minutes);
  const size = broken.length * 1_000_000 + ease.indexOf(constraint) * 10_000 + Math.min(9_999, by ?? 0);
  const constraints = broken.length;
  if (constraints > 1) return { size, constraints, change: { kind: 'several', constraints: broken } };
  return { size, constraints, change: { kind: 'constraint', constraint, ...(by === undefined ? {} : { by }) } };
}

/** What a person or HR can put right. */
const datum: ReadonlySet<HardConstraint> = new Set(['not-eligible', 'level-unknown', 'chain-unknown']);
/** Easiest first. */
const ease: readonly HardConstraint[] = [
  'availability', 'language', 'level-unknown', 'chain-unknown', 'level-gap', 'contractor', 'not-eligible', 'topic',
];

function amountOf(field: Field, constraint: HardConstraint, mentor: number, mentee: number, minutes: number): number | undefined {
  if (constraint === 'availability') return field.policy.minSharedMinutes - Math.max(0, minutes);
  if (constraint !== 'level-gap') return undefined;
  return field.policy.minLevelGap - (field.mentees[mentee]!.level - field.mentors[mentor]!.level);
}

interface Looker {
  /** Numbers of mentors who offer something that meets a wish, whatever else forbids them. */
  mentorsFor(mentee: number): readonly number[];
  menteesFor(mentor: number): readonly number[];
}

function looker({ mentors, mentees }: Field): Looker {
  const offers = mentors.flatMap((person, mentor) => [...person.offers.values()].map((offer) => ({ mentor, offer })));
  const wishes = mentees.flatMap((person, mentee) => person.wishes.map((wish) => ({ mentee, wish })));
  const offering = Map.groupBy(offers, ({ offer }) => offer.topic);
  const wishing = Map.groupBy(wishes, ({ wish }) => wish.topic);
  return {
    mentorsFor: (mentee) => upTo(MOST_LOOKED_AT, function* () {
      for (const wish of mentees[mentee]!.wishes) {
        for (const { mentor, offer } of offering.get(wish.topic) ?? []) if (meets(offer, wish)) yield mentor;
      }
    }),
    menteesFor: (mentor) => upTo(MOST_LOOKED_AT, function* () {
      for (const offer of mentors[mentor]!.offers.values()) {
        for (const { mentee, wish } of wishing.get(offer.topic) ?? []) if (meets(offer, wish)) yield mentee;
      }
    }),
  };
}

/** The first numbers, each once. */
function upTo(most: number, numbers: () => Generator<number>): readonly number[] {
  const found = new Set<number>();
  for (const number of numbers()) {
    found.add(number);
    if (found.size >= most) break;
  }
  return [...found];
}
