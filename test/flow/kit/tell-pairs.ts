import { defaultPolicy } from '@flipside/contracts';
import { blockStream } from '@flipside/matching/domain/block';
import { fit, wanted } from '@flipside/matching/domain/pairing/pairing-samples';
import { pairingStream } from '@flipside/matching/domain/pairing/events';
import { matchRunStream } from '@flipside/matching/domain/match-run/events';
import type { Story } from './story.js';

export interface StoryPair {
  readonly pairingId: string;
  readonly programmeId: string;
  readonly cohort: number;
  readonly mentorId: string;
  readonly menteeId: string;
}

const endsOn = '2027-10-29';

export function pairNamed(story: Story, programme: string, mentor: string, leader: string): StoryPair {
  const pairingId = story.id(`${mentor} with ${leader}`);
  return { pairingId, programmeId: story.id(programme), cohort: 1, mentorId: story.id(mentor), menteeId: story.id(leader) };
}

/** A run is asked for and computed; the second is set aside, the first published. */
export async function tellRuns(story: Story, programme: string): Promise<void> {
  const { run } = story.targets('matching');
  for (const name of ['first run', 'second run']) {
    const runId = story.id(name);
    const sources = await headsOf(story);
    await story.give(run, matchRunStream(runId), {
      type: 'request', runId, programmeId: story.id(programme), cohort: 1, kind: 'proposal', policy: defaultPolicy.matching, seed: 7,
      engineVersion: '1', asOf: story.today, window: { from: '2027-01-04', to: '2027-12-17' }, sources, requestedBy: story.id('ada'),
    });
    await story.world.settled();
  }
  await story.give(run, matchRunStream(story.id('second run')), { type: 'discard', reason: 'by-admin', by: story.id('ada') });
  await story.give(run, matchRunStream(story.id('first run')), { type: 'publish', by: story.id('ada'), involved: false, outdated: false });
  await story.world.settled();
}

/** Offers that are taken, declined, or left unanswered. */
export async function tellOffers(story: Story, pairs: readonly StoryPair[]): Promise<void> {
  const { pairing } = story.targets('matching');
  for (const [n, pair] of pairs.entries()) {
    const stream = pairingStream(pair.pairingId);
    const answerBy = later(story, 5);
    await story.give(pairing, stream, { type: 'propose', ...pair, wanted, fit, endsOn, answerBy, at: story.now, holds: true });
    if (n === 2) await story.give(pairing, stream, { type: 'decline', by: pair.mentorId, at: story.now, holds: true });
    if (n === 3) await story.give(pairing, stream, { type: 'expire', at: answerBy });
    if (n > 1) continue;
    for (const by of [pair.mentorId, pair.menteeId]) {
      const startsOn = story.today;
      await story.give(pairing, stream, { type: 'accept', by, at: story.now, holds: true, partnerAnswersBy: later(story, 9), startsOn });
    }
  }
  await story.world.settled();
}

/** A rest and an extension, then the closing; the other pair asks for another partner and is closed at a review. */
export async function tellEndings(story: Story, [kept, left]: readonly [StoryPair, StoryPair]): Promise<void> {
  const { pairing } = story.targets('matching');
  const stream = pairingStream(kept.pairingId);
  await story.give(pairing, stream, { type: 'extend', endsOn: '2027-11-30', at: story.now, holds: true, by: story.id('ada') });
  await story.give(pairing, stream, { type: 'pause', cause: 'powerDistance', from: story.now, at: story.now });
  await story.world.settled();
  await story.give(pairing, stream, { type: 'lift', cause: 'powerDistance', holds: true, at: story.now });
  await story.world.settled();
  await story.give(pairing, pairingStream(left.pairingId), { type: 'requestRematch', by: left.mentorId, at: story.now });
  await story.give(pairing, pairingStream(left.pairingId), { type: 'review', at: story.now });
  await story.world.settled();
}

/** Two are kept apart for a while. */
export async function tellBlock(story: Story): Promise<void> {
  const { block } = story.targets('matching');
  const pairId = 'apart';
  const by = story.id('mo');
  const people = [by, story.id('lea')] as const;
  await story.give(block, blockStream(pairId), { type: 'block', pairId, blockId: story.id('block'), people, by, origin: 'participant' });
  await story.give(block, blockStream(pairId), { type: 'unblock', pairId, by });
}

export async function tellClosing(story: Story, { pairingId }: StoryPair): Promise<void> {
  const { pairing } = story.targets('matching');
  await story.give(pairing, pairingStream(pairingId), { type: 'holdClosing', heldOn: story.today, at: story.now, holds: true });
  await story.give(pairing, pairingStream(pairingId), { type: 'complete', at: story.now, holds: true });
  await story.world.settled();
}

async function headsOf(story: Story): Promise<Readonly<Record<string, string>>> {
  const services = ['participants', 'matching'] as const;
  const heads = await Promise.all(services.map(async (name) => [name, (await story.world.service(name).runtime.status()).head] as const));
  return Object.fromEntries(heads);
}

function later(story: Story, days: number): string {
  return new Date(Date.parse(story.now) + days * 86_400_000).toISOString();
}
