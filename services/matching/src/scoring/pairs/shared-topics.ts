import type { WantedTopic } from '@flipside/contracts';
import type { TopicFact } from '../../domain/fit.js';
import { topicFit, topicValue } from '../criteria/topic-fit.js';
import { MIN_GAP, meets } from '../hard/topic.js';
import type { Mentee, Mentor, Offer, Wish } from '../people/prepared.js';

export interface SharedTopic {
  readonly offer: Offer;
  readonly wish: Wish;
  /** 0–1,000,000. */
  readonly fit: number;
}

/** Topics that a pairing could be about, best first. */
export function sharedTopics(mentor: Pick<Mentor, 'offers'>, mentee: Pick<Mentee, 'wishes'>): readonly SharedTopic[] {
  const shared: SharedTopic[] = [];
  for (const wish of mentee.wishes) {
    const offer = mentor.offers.get(wish.topic);
    if (offer && meets(offer, wish)) shared.push({ offer, wish, fit: topicFit(offer, wish) });
  }
  return shared.sort((a, b) => b.fit - a.fit || (a.wish.topic < b.wish.topic ? -1 : 1));
}

export function valueOfTopics(shared: readonly SharedTopic[]): number {
  return topicValue(shared[0]?.fit ?? 0, shared[1]?.fit ?? 0);
}

export function topicFact({ offer, wish }: SharedTopic): TopicFact {
  const { topic, kind, priority } = wish;
  if (kind === 'perspective') return { topic, kind, priority };
  return { topic, kind, priority, mentor: offer.level!, mentee: wish.level!, monthsSinceUse: offer.months };
}

/** What the agreement starts from: where the leader stands, and the two levels up that a mentor is at least ahead. */
export function wantedTopic({ wish: { topic, kind, level } }: SharedTopic): WantedTopic {
  return kind === 'perspective' ? { topic, kind } : { topic, kind, baseline: level!, target: Math.min(5, level! + MIN_GAP) };
}
