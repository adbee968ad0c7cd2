import { createIncremental } from '@flipside/assignment';
import { DomainError } from '@flipside/event-sourcing';
import type { WantedTopic } from '@flipside/contracts';
import type { HardConstraint } from '../domain/constraints.js';
import type { Fit } from '../domain/fit.js';
import { judgePair, type Judgement } from '../scoring/pairs/judge.js';
import { sharedTopics, wantedTopic } from '../scoring/pairs/shared-topics.js';
import type { Mentee, Mentor } from '../scoring/people/prepared.js';
import type { RunOptions } from './breath.js';
import { settled } from './changed-optimum.js';
import type { SolvedRun } from './solve-run.js';

/** What the whole programme loses: pairs first, then score in points of 1,000,000 a pair. */
export interface Loss {
  readonly pairs: number;
  readonly score: number;
}

/** A leader who would have another mentor; null is nobody. */
export interface Displaced {
  readonly menteeId: string;
  readonly from: string | null;
  readonly to: string | null;
}

export type WhyNot =
  | { readonly kind: 'paired' }
  /** `private` stands for a block, a conflict or an earlier ending: which is not told to anybody. */
  | { readonly kind: 'forbidden'; readonly constraints: readonly HardConstraint[] }
  | { readonly kind: 'possible'; readonly score: number; readonly loss: Loss; readonly displaced: readonly Displaced[] };

export interface PlaceValue {
  /** What one more place like the mentor's best one would add. */
  readonly oneMore: Loss;
  /** Who of the leaders left alone would get a partner by it, perhaps another one along a chain; null where nobody would. */
  readonly gets: string | null;
  /** What would be lost without it; null for a mentor without a place. */
  readonly oneLess: Loss | null;
}

/** One pair as an override would make it. */
export interface PairView {
  readonly broken: readonly HardConstraint[];
  readonly fit: Fit;
  /** What the pairing would be about; without a topic in common what the leader wishes for most. */
  readonly wanted: readonly WantedTopic[];
}

/**
 * Questions about a solved run; the answers are exact on all pairs that may be proposed, whatever the number of people. Each ends
 * with the reason of the options' signal where it is no longer wanted.
 */
export interface Questions {
  /** @throws DomainError `pairing-not-found` for people who are not in the run in these roles. */
  whyNot(mentorId: string, menteeId: string, options?: RunOptions): Promise<WhyNot>;
  pair(mentorId: string, menteeId: string): PairView;
  placeValue(mentorId: string, options?: RunOptions): Promise<PlaceValue | null>;
  /** What an override of this pair would cost, whatever overridable constraint it breaks. */
  overrideCost(mentorId: string, menteeId: string, options?: RunOptions): Promise<Loss>;
}

export function questions(run: SolvedRun): Questions {
  const { field, scores: { places }, solution } = run;
  const mentors = numbered(field.mentors);
  const mentees = numbered(field.mentees);
  const judged = (mentorId: string, menteeId: string): { mentor: number; mentee: number; judgement: Judgement } => {
    const [mentor, mentee] = [mentors.get(mentorId), mentees.get(menteeId)];
    if (mentor === undefined || mentee === undefined) throw notInRun();
    return { mentor, mentee, judgement: judgePair(field.court, field.mentors[mentor]!, field.mentees[mentee]!) };
  };
  return {
    whyNot: async (mentorId, menteeId, options = {}) => {
      const { mentor, mentee, judgement: { broken, fit } } = judged(mentorId, menteeId);
      if (broken.length > 0) return { kind: 'forbidden', constraints: told(broken) };
      const own = placesAt(run, mentor);
      if (own.includes(solution.columnOf[mentee]!)) return { kind: 'paired' };
      const answers = [];
      for (const place of own) answers.push(await forced(run, mentee, place, scoreAt(run, mentor, mentee, place), options));
      const [best] = answers.filter((answer) => answer !== undefined).sort((one, other) => smaller(one.loss, other.loss));
      if (!best) throw new Error('a pair without a broken constraint is not possible: the tables are wrong');
      return { kind: 'possible', score: fit.score, ...best };
    },
    pair: (mentorId, menteeId) => {
      const { mentor, mentee, judgement: { broken, fit } } = judged(mentorId, menteeId);
      return { broken: told(broken), fit, wanted: wantedOf(field.mentors[mentor]!, field.mentees[mentee]!) };
    },
    placeValue: async (mentorId, options = {}) => {
      const place = places.firstOf[mentors.get(mentorId) ?? -1] ?? -1;
      if (place < 0) return null;
      const [more, less] = [await resized(run, place, 2, options), await resized(run, place, 0, options)];
      return { oneMore: { pairs: 0 - more.loss.pairs, score: 0 - more.loss.score }, gets: more.gets, oneLess: less.loss };
    },
    overrideCost: async (mentorId, menteeId, options = {}) => {
      const { mentor, mentee, judgement } = judged(mentorId, menteeId);
      const [place] = placesAt(run, mentor);
      if (place === undefined) throw new DomainError('pair-not-possible', 'This mentor has no free place.');
      return (await forced(run, mentee, place, judgement.fit.score, options)).loss;
    },
  };
}

/** What is lost once the two are put together, and who would have another mentor: everybody else gets the best that is left. */
async function forced(run: SolvedRun, row: number, place: number, score: number, options: RunOptions): Promise<Forced> {
  const { problem, solution, field } = run;
  const live = createIncremental(problem, solution);
  live.setRow(row, []);
  live.setCapacity(place, 0);
  const { solution: rest } = await settled(run, live, run.core, { ...options, absent: { rows: [row], places: [place] } });
  const loss = { pairs: solution.pairs.length - rest.pairs.length - 1, score: Number(solution.total - rest.total) - score };
  const columnOf = rest.columnOf.with(row, place);
  const displaced = [row, ...[...solution.columnOf.keys()].filter((other) => other !== row)]
    .map((other) => ({ menteeId: field.mentees[other]!.personId, from: nameOf(run, solution.columnOf[other]!), to: nameOf(run, columnOf[other]!) }))
    .filter(({ from, to }) => from !== to);
  return { loss, displaced };
}

type Forced = Pick<Extract<WhyNot, { kind: 'possible' }>, 'loss' | 'displaced'>;

/** What is lost with so many places where there is one, and who of those left alone is not any more. */
async function resized(run: SolvedRun, place: number, capacity: number, options: RunOptions): Promise<{ readonly loss: Loss; readonly gets: string | null }> {
  const { problem, solution, field } = run;
  const live = createIncremental(problem, solution);
  live.setCapacity(place, capacity);
  const { solution: other } = await settled(run, live, run.core, { ...options, absent: capacity === 0 ? { places: [place] } : {} });
  const got = solution.unmatched.find((row) => other.columnOf[row]! >= 0);
  return {
    loss: { pairs: solution.pairs.length - other.pairs.length, score: Number(solution.total - other.total) },
    gets: got === undefined ? null : field.mentees[got]!.personId,
  };
}

function nameOf({ field, scores: { places } }: SolvedRun, place: number): string | null {
  return place < 0 ? null : field.mentors[places.mentorOf[place]!]!.personId;
}

/** The score that a pair has at one of the mentor's places. */
function scoreAt({ field, scores: { places } }: SolvedRun, mentor: number, mentee: number, place: number): number {
  return judgePair(field.court, field.mentors[mentor]!, field.mentees[mentee]!, places.isSecond[place] === 1).fit.score;
}

function wantedOf(mentor: Mentor, mentee: Mentee): readonly WantedTopic[] {
  const shared = sharedTopics(mentor, mentee);
  if (shared.length > 0) return shared.map(wantedTopic);
  return mentee.wishes.slice(0, 1).map(({ topic, kind }) => ({ topic, kind }));
}

/** A private constraint stands alone, so that nothing beside it is read from it. */
function told(broken: readonly HardConstraint[]): readonly HardConstraint[] {
  return broken.includes('private') ? ['private'] : broken;
}

function smaller(a: Loss, b: Loss): number {
  return a.pairs - b.pairs || a.score - b.score;
}

function notInRun(): DomainError {
  return new DomainError('pairing-not-found', 'These two are not in this run.');
}

function placesAt({ scores: { places } }: SolvedRun, mentor: number): readonly number[] {
  return Array.from({ length: places.slotsOf[mentor]! }, (_, k) => places.firstOf[mentor]! + k);
}

function numbered(people: readonly { readonly personId: string }[]): ReadonlyMap<string, number> {
  return new Map(people.map(({ personId }, number) => [personId, number]));
}
