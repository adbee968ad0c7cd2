import { topics, type PairingSide } from '@flipside/contracts';
import type { Fact, Fit, TopicFact } from '../domain/fit.js';

const names = new Map(topics.map(({ code, name }) => [code, name]));

/** Why a pair fits, in words for one of the two: facts only, no score, no rank, nothing that lacks data. */
export function wordsOf({ criteria }: Fit, side: PairingSide): readonly string[] {
  return criteria.filter(({ neutral }) => !neutral).flatMap(({ fact }) => sentence(fact, side) ?? []);
}

function sentence(fact: Fact, side: PairingSide): string | undefined {
  switch (fact.criterion) {
    case 'topicFit':
      return fact.topics[0] && topicSentence(fact.topics[0], side);
    case 'differentSilo':
      return fact.different ? 'You work in different parts of the organisation.' : undefined;
    case 'availability':
      return fact.minutes ? `You have at least ${fact.minutes} minutes in common every week.` : undefined;
    case 'proximity':
      return fact.sameSite ? 'You work at the same site.' : undefined;
    case 'careerGoal':
      return fact.area === null ? undefined : careerSentence(fact.area, side);
    case 'language':
      return fact.language ? `You share the language ${fact.language}.` : undefined;
    default:
      return undefined;
  }
}

function topicSentence({ topic, kind }: TopicFact, side: PairingSide): string {
  const name = names.get(topic) ?? topic;
  if (side === 'mentee') return kind === 'skill' ? `They know “${name}”, which you want to learn.` : `They offer “${name}”, which you asked about.`;
  return kind === 'skill' ? `They want to learn “${name}”, which you know.` : `They asked about “${name}”, which you offer.`;
}

function careerSentence(area: string, side: PairingSide): string {
  return side === 'mentor' ? `They know the field ${area}, where you want to go.` : `They want to go into ${area}, which you know.`;
}
