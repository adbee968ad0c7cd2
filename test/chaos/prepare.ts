import { fit, wanted } from '@flipside/matching/domain/pairing/pairing-samples';
import { pairingStream } from '@flipside/matching/domain/pairing/events';
import { proposal } from '@flipside/sessions/domain/agreement/agreement.samples';
import { agreementStream } from '@flipside/sessions/domain/agreement/events';
import { Story } from '../flow/kit/story.js';
import { enrolMany, hireMany, tellProgramme } from '../flow/kit/tell-people.js';
import type { World } from '../flow/kit/world.js';
import { NOW } from './kit/deployment.js';
import type { Mirror } from './mirror.js';

export interface PreparedPair {
  readonly pairingId: string;
  readonly mentorId: string;
  readonly menteeId: string;
}

/** What the load acts on. */
export interface Prepared {
  readonly programmeId: string;
  readonly adminId: string;
  readonly pairs: readonly PreparedPair[];
}

const DAY_MS = 86_400_000;

/**
 * An open programme with so many pairs whose agreement is in force, told by the services' own commands since the day before.
 * @param known resolves when every service knows what was told: pairs are made of people whom matching knows.
 */
export async function prepare(mirror: Mirror, count: number, known: () => Promise<unknown>): Promise<Prepared> {
  const now = new Date(Date.parse(NOW) - DAY_MS).toISOString();
  const story = new Story({ now, service: (name: never) => mirror.service(name) } as unknown as World);
  await hireMany(story, count);
  await tellProgramme(story, 'flip', { from: story.today, to: dayAfter(story, 300) });
  await enrolMany(story, 'flip', count);
  const pairs = Array.from({ length: count }, (_, n) => ({
    pairingId: story.id(`pair ${n}`), mentorId: story.id(`mentor ${n}`), menteeId: story.id(`leader ${n}`),
  }));
  await known();
  for (const pair of pairs) await tellPair(story, pair);
  return { programmeId: story.id('flip'), adminId: story.id('ada'), pairs };
}

async function tellPair(story: Story, pair: PreparedPair): Promise<void> {
  const { pairing } = story.targets('matching');
  const { agreement } = story.targets('sessions');
  const whole = { ...pair, programmeId: story.id('flip'), cohort: 1 };
  const stream = pairingStream(pair.pairingId);
  const answerBy = `${dayAfter(story, 5)}T08:00:00.000Z`;
  await story.give(pairing, stream, { type: 'propose', ...whole, wanted, fit, endsOn: dayAfter(story, 290), answerBy, at: story.now, holds: true });
  for (const by of [pair.mentorId, pair.menteeId]) {
    await story.give(pairing, stream, { type: 'accept', by, at: story.now, holds: true, partnerAnswersBy: answerBy, startsOn: story.today });
  }
  const terms = { ...proposal, startsOn: story.today, endsOn: dayAfter(story, 280) };
  const remindAt = { mentor: `${dayAfter(story, 30)}T08:00:00.000Z`, mentee: `${dayAfter(story, 30)}T08:00:00.000Z` };
  const agreed = agreementStream(pair.pairingId);
  await story.give(agreement, agreed, { type: 'draft', ...whole, by: pair.mentorId, pairingActive: true, remindAt, at: story.now, proposal: terms });
  for (const by of [pair.mentorId, pair.menteeId]) {
    await story.give(agreement, agreed, { type: 'sign', by, version: 1, confidentiality: true, noRepercussion: true, at: story.now });
  }
}

function dayAfter(story: Story, days: number): string {
  return new Date(Date.parse(story.now) + days * DAY_MS).toISOString().slice(0, 10);
}
