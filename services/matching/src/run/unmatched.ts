import { meets } from '../scoring/hard/topic.js';
import type { Field } from '../scoring/pairs/field.js';
import type { ScannedRow } from '../scoring/pairs/scan-row.js';
import { breathing, type RunOptions } from './breath.js';
import type { MentorBests } from './crew/mentor-bests.js';
import type { Change, Unmatched } from './result.js';
import { changeSearch, type SmallestChange } from './smallest-change.js';
import type { SolvedRun } from './solve-run.js';
import type { Survey } from './survey.js';
import type { PlaceScores } from './to-problem.js';

/** Pairs that a run looks at for those to whom no pair was left: a few seconds of machine time. */
const MOST_LOOKS = 30_000_000;
/** Once it has, so many of each person's are still looked at. */
const FEWEST = 150;

type Found = Omit<Unmatched, 'personId' | 'role'>;

/**
 * Everybody who waits and got no partner, with the reason and the smallest change that would help: of all pairs that share a
 * topic, or of as many as it says.
 */
export async function unmatchedPeople(run: SolvedRun, seen: Survey, options: RunOptions, mostLooks = MOST_LOOKS): Promise<readonly Unmatched[]> {
  const { field, solution, scores: { places } } = run;
  const taken = new Set(solution.pairs.map(({ column }) => places.mentorOf[column]!));
  const looks = new Looks(run, mostLooks);
  const mentees = [...solution.unmatched].filter((mentee) => field.mentees[mentee]!.slots > 0);
  const mentors = [...field.mentors.keys()]
    .filter((mentor) => !taken.has(mentor) && field.mentors[mentor]!.slots > 0 && field.mentors[mentor]!.open === 0);
  const breath = breathing('explaining', options);
  const found: Unmatched[] = [];
  for (const mentee of mentees) {
    found.push({ personId: field.mentees[mentee]!.personId, role: 'mentee', ...ofMentee(run, seen, looks, mentee) });
    await breath.at(found.length, mentees.length + mentors.length);
  }
  for (const mentor of mentors) {
    found.push({ personId: field.mentors[mentor]!.personId, role: 'mentor', ...ofMentor(run, seen, looks, mentor) });
    await breath.at(found.length, mentees.length + mentors.length);
  }
  const name = ({ personId, role }: Unmatched): string => `${personId} ${role}`;
  return found.sort((a, b) => (name(a) < name(b) ? -1 : 1));
}

function ofMentee({ field, scores, source }: SolvedRun, seen: Survey, looks: Looks, mentee: number): Found {
  const { wishes, barred } = field.mentees[mentee]!;
  if (barred.includes('chain-unknown')) return { reason: 'chain-unknown', change: { kind: 'complete-chain' } };
  if (wishes.length === 0) return { reason: 'nothing-wished', change: { kind: 'state-topics' } };
  const best = seen.bestOfMentee[mentee]!;
  if (best >= scores.floor) {
    return { reason: 'capacity', change: { kind: 'place', mentorId: field.mentors[seen.runnerOfMentee[mentee]!]!.personId } };
  }
  if (best >= 0) return { reason: 'below-floor', change: floorAt(best, mentorsAt(best, source.near(mentee), scores).every(looks.isFull)) };
  const nobody = { reason: 'nobody-offers', change: { kind: 'find-partner', topic: wishes[0]!.topic } } as const;
  return looks.over(looks.partners.mentorsFor(mentee), (mentor) => [mentor, mentee, looks.isFull(mentor)]) ?? nobody;
}

function ofMentor({ field, scores, source }: SolvedRun, seen: Survey, looks: Looks, mentor: number): Found {
  const { offers, barred } = field.mentors[mentor]!;
  if (barred.includes('chain-unknown')) return { reason: 'chain-unknown', change: { kind: 'complete-chain' } };
  if (offers.size === 0) return { reason: 'nobody-wishes', change: { kind: 'state-topics' } };
  const best = seen.bestOfMentor[mentor]!;
  if (best >= scores.floor) return { reason: 'capacity', change: { kind: 'more-mentees' } };
  if (best >= 0) return { reason: 'below-floor', change: floorAt(best, menteesAt(best, source.bests, mentor, scores).every(looks.isPaired)) };
  const [topic] = [...offers.keys()].sort();
  const nobody = { reason: 'nobody-wishes', change: { kind: 'find-partner', topic: topic! } } as const;
  return looks.over(looks.partners.menteesFor(mentor), (mentee) => [mentor, mentee, looks.isPaired(mentee)]) ?? nobody;
}

/** @param isTaken whether everybody with whom the score would be reached has a pair above the present floor already. */
function floorAt(to: number, isTaken: boolean): Change {
  return isTaken ? { kind: 'floor', to, taken: true } : { kind: 'floor', to };
}

/** Mentors with whom a leader would have a score, at the place that it was seen with. */
function mentorsAt(score: number, { from, to, mentors, scores: own }: ScannedRow, scores: PlaceScores): readonly number[] {
  return Array.from({ length: to - from }, (_, k) => from + k).filter((k) => own[k]! + firstPoints(scores, mentors[k]!) === score).map((k) => mentors[k]!);
}

function menteesAt(score: number, { most, sizes, mentees, scores: own }: MentorBests, mentor: number, scores: PlaceScores): readonly number[] {
  const base = mentor * most;
  return Array.from({ length: sizes[mentor]! }, (_, k) => base + k).filter((k) => own[k]! + firstPoints(scores, mentor) === score).map((k) => mentees[k]!);
}

function firstPoints({ places: { firstOf, isSecond }, firstPlacePoints }: PlaceScores, mentor: number): number {
  const place = firstOf[mentor]!;
  return place < 0 || isSecond[place] ? 0 : firstPlacePoints;
}

/** Calls with the number of everybody who shares a topic with one person, whatever else forbids them; some may be named twice. */
type EachPartner = (look: (partner: number) => void) => void;

interface Partners {
  mentorsFor(mentee: number): EachPartner;
  menteesFor(mentor: number): EachPartner;
}

function partnersOf({ mentors, mentees }: Field): Partners {
  const offers = mentors.flatMap((person, mentor) => [...person.offers.values()].map((offer) => ({ mentor, offer })));
  const wishes = mentees.flatMap((person, mentee) => person.wishes.map((wish) => ({ mentee, wish })));
  const offering = Map.groupBy(offers, ({ offer }) => offer.topic);
  const wishing = Map.groupBy(wishes, ({ wish }) => wish.topic);
  return {
    mentorsFor: (mentee) => (look) => {
      for (const wish of mentees[mentee]!.wishes) {
        for (const { mentor, offer } of offering.get(wish.topic) ?? []) if (meets(offer, wish)) look(mentor);
      }
    },
    menteesFor: (mentor) => (look) => {
      for (const offer of mentors[mentor]!.offers.values()) {
        for (const { mentee, wish } of wishing.get(offer.topic) ?? []) if (meets(offer, wish)) look(mentee);
      }
    },
  };
}

/** Looks at pairs of those to whom no pair was left, until the run has looked at as many as it may; then it counts them. */
class Looks {
  private left: number;
  private readonly search: () => SmallestChange;
  readonly partners: Partners;
  readonly isFull: (mentor: number) => boolean;
  readonly isPaired: (mentee: number) => boolean;

  constructor({ field, solution, scores: { places } }: SolvedRun, most: number) {
    const free = Int32Array.from(field.mentors, ({ slots }) => slots);
    for (const { column } of solution.pairs) free[places.mentorOf[column]!]!--;
    this.isFull = (mentor) => free[mentor]! <= 0;
    this.isPaired = (mentee) => solution.columnOf[mentee]! >= 0;
    this.left = most;
    this.search = changeSearch(field);
    this.partners = partnersOf(field);
  }

  /** Undefined where nobody shares a topic. */
  over(each: EachPartner, pairWith: (partner: number) => readonly [mentor: number, mentee: number, isTaken: boolean]): Found | undefined {
    const search = this.search();
    const looks = { pairs: 0, of: 0 };
    each((partner) => {
      looks.of++;
      if (looks.pairs >= Math.max(FEWEST, this.left)) return;
      looks.pairs++;
      search.look(...pairWith(partner));
    });
    this.left -= looks.pairs;
    if (looks.of === 0) return undefined;
    return { reason: 'all-constrained', change: search.change, ...(looks.pairs < looks.of && { looks }) };
  }
}
