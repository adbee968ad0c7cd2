import { castOf, type Cast } from '../../sample/cast.js';
import { pairName, planOf } from '../../sample/behaviour.js';
import { timeFinder } from '../../sample/common-time.js';
import { sampleDates } from '../../sample/sample-dates.js';
import { found, mustBe, mustBeRefused, mustHold } from '../checks.js';
import { all, moveTo, settled, type Demo } from '../demo.js';
import { each } from '../each.js';
import type { ActivePairing } from '../offers.js';
import { AGREED_FROM, pairOf, type Pair, type PlannedPair } from '../pairs.js';
import type { Staff } from '../staff.js';
import type { Programme } from './02-programme.js';

export interface Agreed {
  readonly pairs: readonly PlannedPair[];
  readonly cast: Cast;
  /** To be looked at after the next weekly review. */
  readonly exitIsClosed: () => Promise<void>;
}

interface Agreement {
  readonly id: string;
  readonly status: string;
  readonly own: { readonly draft: { readonly version: number } | null } | null;
}

/** Terms are drafted by the mentor, read by the leader, signed by both; one leaves without a fault. */
export async function agreements(demo: Demo, staff: Staff, programme: Programme, active: readonly ActivePairing[]): Promise<Agreed> {
  const { tell, organisation, truths } = demo;
  await moveTo(demo, `${AGREED_FROM}T07:00:00Z`);
  const pairs = active.map((pairing) => pairOf(staff, pairing));
  await refusedTerms(pairs[0]!);
  await each(pairs, agree);
  const rows = await all<Agreement>((path) => programme.admin.get(path), `/v1/agreements?programmeId=${programme.id}`);
  mustBe('agreements in force', rows.filter(({ status }) => status === 'in-force').length, pairs.length);
  mustHold('the admin reads facts, not words', rows.every(({ own }) => own === null));
  tell.fact(`${rows.length} agreements drafted by the mentor, read and signed by both, in force; the admin reads facts alone`);
  const cast = castOf(pairs.map(({ sample }) => sample), organisation, truths);
  const left = found('the pair that one leaves', pairs.find(({ sample }) => pairName(sample) === cast.exit));
  await exit(demo, programme, left);
  const times = timeFinder();
  const rest = pairs.filter(({ sample }) => pairName(sample) !== cast.exit);
  return { cast, exitIsClosed: () => exitIsClosed(programme, left), pairs: rest.map((pair) => ({ ...pair, plan: planOf(pair.sample, cast, truths, times) })) };
}

async function agree({ id, sample, mentor, leader }: Pair): Promise<void> {
  await mentor.post('/v1/agreements', { pairingId: id, ...termsOf(sample) });
  const version = found('the draft', (await leader.get<Agreement>(`/v1/agreements/${id}`)).own?.draft).version;
  await leader.post(`/v1/agreements/${id}/sign`, { version, confidentiality: true, noRepercussion: true });
  await mentor.post(`/v1/agreements/${id}/sign`, { version, confidentiality: true, noRepercussion: false });
}

/** What must not be agreed is refused: no pledge, a session in the leader's office. */
async function refusedTerms({ id, sample, mentor }: Pair): Promise<void> {
  const inOffice = { pairingId: id, ...termsOf(sample), awayFromLeadersOffice: false };
  await mustBeRefused('sessions in the leader’s office', 'place-in-leaders-office', mentor.post('/v1/agreements', inOffice));
  const early = { pairingId: id, startsAt: '2026-03-02T10:00:00Z', endsAt: '2026-03-02T11:00:00Z' };
  await mustBeRefused('a session without an agreement', 'agreement-not-in-force', mentor.post('/v1/sessions', early));
}

function termsOf({ topics, levels }: Pair['sample']) {
  return {
    topics: topics.map((topic) => ({ ...topic, ...withoutTopic(levels.find((level) => level.topic === topic.topic)) })),
    objectives: ['To decide about a tool after having used it.', 'To see how a decision is made two levels up.'],
    startsOn: AGREED_FROM,
    endsOn: sampleDates.window.to,
    cadence: { sessions: 6, minMinutes: 45, maxMinutes: 60 },
    place: 'A meeting room near the mentor, or a call',
    awayFromLeadersOffice: true,
    channels: [{ channel: 'chat', answerWithin: 'a working day' }],
    offLimits: ['Colleagues who are not in the room'],
    stopping: 'Either says “let us stop here”; nobody asks why.',
    careerSupport: [
      { kind: 'introduction', text: 'An introduction to somebody in the field of the mentor’s goal.' },
      { kind: 'seat-at-meeting', text: 'A seat at one meeting of the leadership team.' },
    ],
  };
}

function withoutTopic(level: { readonly baseline: number; readonly target: number } | undefined) {
  return level ? { baseline: level.baseline, target: level.target } : {};
}

/** One of the two leaves. Partner, admin and feed read the same as of any pause by the programme. */
async function exit(demo: Demo, programme: Programme, { id, mentor, leader }: Pair): Promise<void> {
  await mentor.post(`/v1/agreements/${id}/withdraw`);
  await settled(demo);
  const shown = [
    await leader.get(`/v1/agreements/${id}`), await programme.admin.get(`/v1/agreements/${id}`),
    await leader.get(`/v1/me/pairings/${id}`), await programme.admin.get(`/v1/pairings/${id}`),
  ] as { status: string }[];
  mustBe('how it reads to partner and admin', new Set(shown.map(({ status }) => status)), new Set(['paused']));
  const text = JSON.stringify(shown.map(({ status: _status, ...rest }) => rest));
  mustHold('nobody reads who left', !/withdr|exit|cause/i.test(text), text);
  demo.tell.fact('one left without a fault: to everybody else the programme paused the pairing, and closes it at its weekly review');
}

async function exitIsClosed({ admin }: Programme, { id }: Pair): Promise<void> {
  const after = await admin.get<{ status: string; ending: string }>(`/v1/pairings/${id}`);
  mustBe('the pairing after the weekly review', [after.status, after.ending], ['ended', 'closed by the programme']);
}
