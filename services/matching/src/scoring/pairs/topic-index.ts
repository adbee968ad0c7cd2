import { topicFit } from '../criteria/topic-fit.js';
import { meets } from '../hard/topic.js';
import type { Mentee, Mentor, Offer, Wish } from '../people/prepared.js';
import { classesOf, Growing, numbering, shared } from './class-table.js';
import { ENDS } from './record-layout.js';

/** An inverted index: from a wish to everybody who can meet it, without looking at anybody else. Arrays only. */
export interface TopicIndex {
  /** Who offers each topic, the most junior first, and the kind of the offer. */
  readonly mentors: Int32Array;
  readonly offerKinds: Int32Array;
  /** Where a topic's entries up to a level end: ends[topic × 12 + level]; they begin at starts[topic]. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Wishes of each leader: topic and row of `fits`. */
  readonly wishStarts: Int32Array;
  readonly wishTopics: Int32Array;
  readonly wishKinds: Int32Array;
  /** Fit of a wish by kind of offer, −1 where the offer does not meet it: fits[wish kind × kinds of offers + offer kind]. */
  readonly fits: Int32Array;
  readonly offerKindCount: number;
  /** The last level of mentors who are junior enough for each leader. */
  readonly highest: Int32Array;
}

interface Posting {
  readonly mentor: number;
  readonly offer: Offer;
  readonly level: number;
}

/** The topic that a what-if sets aside: everybody offers it, everybody wishes for it, and it fits by nothing. */
const ANY = '';
const anyOffer: Offer = { topic: ANY, kind: 'perspective', level: null, months: null };
const anyWish: Wish = { topic: ANY, kind: 'perspective', priority: Infinity, level: null };

export interface IndexOptions {
  /** Numbers of people who may be proposed at all. */
  readonly eligibleMentors: readonly number[];
  readonly isEligibleMentee: (mentee: number) => boolean;
  readonly minLevelGap: number;
  readonly without: 'topic' | 'level-gap' | undefined;
}

export function topicIndex(mentors: readonly Mentor[], mentees: readonly Mentee[], options: IndexOptions): TopicIndex {
  const any = options.without === 'topic';
  const entries = options.eligibleMentors
    .flatMap((mentor): Posting[] => {
      const { offers, level } = mentors[mentor]!;
      return [...(any ? [anyOffer] : []), ...offers.values()].map((offer) => ({ mentor, offer, level }));
    })
    .sort((a, b) => a.level - b.level || a.mentor - b.mentor);
  const kinds = classesOf(entries, ({ offer: { kind, level, months } }) => `${kind} ${level} ${months}`);
  const topics = numbering();
  const postings = Map.groupBy(entries.keys(), (entry) => topics.of(entries[entry]!.offer.topic));
  const order = [...postings.values()].flat();
  const wishes = wishesOf(mentees, topics, options, any);
  return {
    mentors: shared(order.map((entry) => entries[entry]!.mentor)),
    offerKinds: shared(order.map((entry) => kinds.of[entry]!)),
    ...limits([...postings.values()].map((list) => list.map((entry) => entries[entry]!.level)), topics.texts.length),
    ...wishes.rows,
    fits: shared(wishes.samples.flatMap((wish) => kinds.samples.map(({ offer }) => fitOrNone(offer, wish)))),
    offerKindCount: kinds.samples.length,
    highest: shared(mentees.map(({ level }) =>
      (options.without === 'level-gap' ? ENDS - 1 : Math.max(0, level - options.minLevelGap)))),
  };
}

function limits(levels: readonly (readonly number[])[], topics: number): Pick<TopicIndex, 'starts' | 'ends'> {
  const starts = new Int32Array(topics);
  const ends = new Int32Array(topics * ENDS);
  let from = 0;
  levels.forEach((list, topic) => {
    starts[topic] = from;
    for (const level of list) for (let above = level; above < ENDS; above++) ends[topic * ENDS + above]!++;
    for (let level = 0; level < ENDS; level++) ends[topic * ENDS + level]! += from;
    from += list.length;
  });
  return { starts: shared(starts), ends: shared(ends) };
}

function wishesOf(mentees: readonly Mentee[], topics: ReturnType<typeof numbering>, options: IndexOptions, any: boolean) {
  const offered = topics.texts.length;
  const [starts, wishTopics, wishes] = [new Growing(mentees.length), new Growing(mentees.length * 3), [] as Wish[]];
  mentees.forEach(({ wishes: own }, mentee) => {
    starts.push(wishes.length);
    if (!options.isEligibleMentee(mentee)) return;
    for (const wish of any ? [anyWish, ...own] : own) {
      const topic = topics.of(wish.topic);
      if (topic >= offered) continue; // nobody offers it
      wishTopics.push(topic);
      wishes.push(wish);
    }
  });
  starts.push(wishes.length);
  const kinds = classesOf(wishes, ({ kind, priority, level }) => `${kind} ${priority} ${level}`);
  const rows = { wishStarts: starts.closed(), wishTopics: wishTopics.closed(), wishKinds: shared(kinds.of) };
  return { rows, samples: kinds.samples };
}

function fitOrNone(offer: Offer, wish: Wish): number {
  const same = { ...offer, topic: wish.topic };
  return meets(same, wish) ? topicFit(same, wish) : -1;
}
