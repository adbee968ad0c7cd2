import { topics, type UnmatchedReason } from '@flipside/contracts';
import { hardConstraints } from '../domain/constraints.js';
import type { CriterionScore, Fact, Fit, TopicFact } from '../domain/fit.js';
import type { Change, Unmatched } from './result.js';

const names = new Map(topics.map(({ code, name }) => [code, name]));
const nameOf = (topic: string): string => `“${names.get(topic) ?? topic}”`;

/** The facts behind a score for the programme's admin, a sentence for each criterion; what is lacking is said. */
export function factsInWords({ criteria }: Fit): readonly string[] {
  return criteria.map(lineOf);
}

function lineOf({ fact, neutral }: CriterionScore): string {
  const words = neutral && fact.criterion !== 'topicFit' ? `${lacking[fact.criterion]}: counted as the middle.` : sentence(fact);
  return words[0]!.toUpperCase() + words.slice(1);
}

const lacking: Readonly<Record<Exclude<Fact['criterion'], 'topicFit'>, string>> = {
  differentSilo: 'the silo of one of them is unknown',
  availability: 'one of them gave no availability',
  proximity: 'the site and time zone of one of them are unknown',
  careerGoal: 'a career goal of the mentor or a background of the leader is not stated',
  language: 'the languages of one of them are unknown',
  levelDistance: 'the level of one of them is unknown',
  secondSlot: 'the mentor’s places are unknown',
};

function sentence(fact: Fact): string {
  switch (fact.criterion) {
    case 'topicFit': return fact.topics.length === 0 ? 'no topic in common.' : `${fact.topics.map(topicWords).join('; ')}.`;
    case 'differentSilo': return fact.different ? 'they work in different silos.' : 'they work in the same silo.';
    case 'availability': return `${fact.minutes} minutes in common in the smallest week of the window.`;
    case 'proximity': return fact.sameSite ? 'they work at the same site.' : `clocks ${fact.minutesApart} minutes apart.`;
    case 'careerGoal': return careerWords(fact);
    case 'language': return fact.language === null ? 'no language in common.' : `both speak ${fact.language}, ${fact.fluency}.`;
    case 'levelDistance': return `${fact.levels} levels between them.`;
    case 'secondSlot': return fact.second ? 'the mentor’s second pairing.' : 'the mentor’s first pairing.';
  }
}

function topicWords({ topic, kind, priority, mentor, mentee, monthsSinceUse }: TopicFact): string {
  const wish = `${nameOf(topic)}, wish ${priority}`;
  if (kind === 'perspective') return wish;
  const used = typeof monthsSinceUse !== 'number' ? 'last use not stated' : `last used ${monthsSinceUse} months ago`;
  return `${wish}: mentor at ${mentor}, leader at ${mentee}, ${used}`;
}

function careerWords({ area, years }: Extract<Fact, { criterion: 'careerGoal' }>): string {
  if (area === null) return 'the leader has no career in what the mentor aims at.';
  return `the leader spent ${years} years in ${area}, where the mentor wants to go.`;
}

const reasons: Readonly<Record<UnmatchedReason, string>> = {
  'nothing-wished': 'No wish is stated.',
  'nobody-offers': 'Nobody offers what is wished for, far enough above.',
  'nobody-wishes': 'Nobody wishes for what is offered.',
  'all-constrained': 'Everybody with a fitting topic is forbidden by a constraint.',
  'chain-unknown': 'A manager somewhere above is unknown.',
  capacity: 'Every place that fits went to a pair that the whole needs more.',
  'below-floor': 'Every possible pair is below the quality floor.',
};

export interface UnmatchedWords {
  readonly why: string;
  readonly change: string;
}

/** Why somebody was left alone, and the smallest change that would help. Names of people are filled in where it is shown. */
export function unmatchedInWords({ reason, change, looks }: Omit<Unmatched, 'personId' | 'role'>): UnmatchedWords {
  const help = change === null ? 'Nothing that the programme could change would help.' : changeWords(change);
  return { why: reasons[reason], change: looks ? `Of the first ${looks.pairs} of ${looks.of} pairs with a topic in common: ${help}` : help };
}

function changeWords(change: Change): string {
  switch (change.kind) {
    case 'state-topics': return 'State what is wished for, or can be taught.';
    case 'complete-chain': return 'Complete the chain of managers in HR’s data.';
    case 'find-partner': return `Find somebody for ${nameOf(change.topic)}.`;
    case 'place': return 'One more place of the mentor named; its value says which of those left alone would get it.';
    case 'more-mentees': return 'One more leader who wishes for it.';
    case 'floor': return `A quality floor of ${change.to}.${placeWords(change)}`;
    case 'constraint': return constraintWords(change) + placeWords(change);
    case 'several': return `Several at once: ${change.constraints.map((one) => hardConstraints[one]).join(' ')}${placeWords(change)}`;
  }
}

function placeWords({ taken }: { readonly taken?: true }): string {
  return taken ? ' And one more place: whoever it would do with has a partner.' : '';
}

function constraintWords({ constraint, by }: Extract<Change, { kind: 'constraint' }>): string {
  if (constraint === 'availability') return `${by} more minutes in common a week.`;
  if (constraint === 'level-gap') return `A level gap smaller by ${by}.`;
  return `Only this is in the way: ${hardConstraints[constraint]}`;
}
