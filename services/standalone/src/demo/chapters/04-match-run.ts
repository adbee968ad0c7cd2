import { sampleDates } from '../../sample/sample-dates.js';
import { found, mustBe, mustHold } from '../checks.js';
import { all, moveTo, settled, type Demo } from '../demo.js';
import { answerOffers, type ActivePairing } from '../offers.js';
import { byKey, type Staff } from '../staff.js';
import type { Programme } from './02-programme.js';

interface Run {
  readonly state: string;
  readonly publishedBy: string | null;
  readonly counts: Readonly<Record<string, number>> | null;
}

interface Proposal {
  readonly mentorId: string;
  readonly menteeId: string;
  readonly score: number;
  readonly criteria: readonly { readonly criterion: string; readonly weight: number; readonly value: number; readonly points: number }[];
  readonly words: readonly string[];
  readonly runnerUp: Readonly<Record<string, { readonly personId?: string; readonly score?: number } | null>>;
}

interface Unmatched {
  readonly personId: string;
  readonly role: string;
  readonly reason: string;
}

export interface Matched {
  readonly runId: string;
  readonly pairings: readonly ActivePairing[];
}

/** Pairs are proposed, explained, published by a named admin, and offered: to the mentor first, then to the leader. */
export async function matchRun(demo: Demo, staff: Staff, programme: Programme): Promise<Matched> {
  const { tell, organisation } = demo;
  await moveTo(demo, `${sampleDates.runOn}T08:00:00Z`);
  const blocked = await blockOne(demo, staff, programme);
  const { runId, proposals } = await run(demo, programme);
  mustHold('the blocked pair is not proposed', !proposals.some((one) => one.mentorId === blocked.mentorId && one.menteeId === blocked.menteeId));
  explain(demo, proposals);
  await unmatched(demo, staff, programme, runId, proposals);
  await programme.admin.post(`/v1/match-runs/${runId}/publish`);
  const row = await programme.admin.get<Run>(`/v1/match-runs/${runId}`);
  mustBe('the run', row.state, 'published');
  mustHold('a named person published it', row.publishedBy !== null);
  tell.fact('published by the programme’s admin; the mentors are asked first');
  await settled(demo);
  const pairings = await answerOffers(demo, staff, programme);
  const chief = pairings.filter(({ leader }) => leader.key === organisation.unusual.chiefExecutive);
  mustBe('pairings of the chief executive', chief.length, 1);
  mustHold('the chief executive’s mentor opted in beforehand', chief[0]!.mentor.ownChain);
  tell.fact(`the chief executive is mentored by a level-${staff.person(chief[0]!.mentor.key).level} ${staff.person(chief[0]!.mentor.key).title.toLowerCase()} who had opted in`);
  return { runId, pairings };
}

/** After a first run, only to look at, a mentor asks in confidence never to be paired with the one proposed. */
async function blockOne(demo: Demo, staff: Staff, programme: Programme): Promise<Pick<Proposal, 'mentorId' | 'menteeId'>> {
  const { runId, proposals } = await run(demo, programme);
  const people = byKey(demo.participants);
  const ordinary = found('an ordinary proposal', proposals.find(({ mentorId }) => !people.get(staff.key(mentorId))!.ownChain));
  const { mentorId, menteeId } = ordinary;
  await programme.admin.post(`/v1/match-runs/${runId}/discard`);
  const mentor = staff.as(staff.key(mentorId));
  await mentor.post('/v1/blocks', { personId: menteeId });
  const own = await mentor.get<{ items: { personId: string }[] }>('/v1/me/blocks');
  mustBe('the mentor’s own blocks', own.items.map(({ personId }) => personId), [menteeId]);
  demo.tell.fact('a first run was looked at and discarded; then one mentor blocked one leader, in confidence');
  return { mentorId, menteeId };
}

async function run(demo: Demo, { id, admin }: Programme): Promise<{ runId: string; proposals: readonly Proposal[] }> {
  const { id: runId } = await admin.post('/v1/match-runs', { programmeId: id, seed: 7 });
  await settled(demo);
  mustBe('the state of the run', (await admin.get<Run>(`/v1/match-runs/${runId}`)).state, 'completed');
  return { runId, proposals: await all<Proposal>((path) => admin.get(path), `/v1/match-runs/${runId}/proposals`) };
}

function explain({ tell }: Demo, proposals: readonly Proposal[]): void {
  mustHold('there are proposals', proposals.length > 80, proposals.length);
  for (const { score, criteria } of proposals) {
    mustHold('points of the criteria add up to the score', Math.abs(criteria.reduce((sum, { points }) => sum + points, 0) - score) <= criteria.length);
  }
  const best = proposals.toSorted((a, b) => b.score - a.score)[0]!;
  tell.fact(`${proposals.length} proposals with score by criterion, runner-up and words; the best one:`);
  tell.table(
    ['criterion', 'weight', 'value', 'points'],
    best.criteria.map(({ criterion, weight, value, points }) => [criterion, weight, (value / 1e6).toFixed(2), points]),
  );
  tell.fact(`score ${best.score}; “${best.words[0]}”; runners-up: ${runnersUp(best)}`);
}

function runnersUp({ runnerUp }: Proposal): string {
  return Object.entries(runnerUp).map(([side, other]) => `for the ${side === 'ofMentor' ? 'mentor' : 'leader'} ${other?.score ?? 'nobody'}`).join(', ');
}

async function unmatched(
  { tell, organisation }: Demo, staff: Staff, { admin }: Programme, runId: string, proposals: readonly Proposal[],
): Promise<void> {
  const items = await all<Unmatched>((path) => admin.get(path), `/v1/match-runs/${runId}/unmatched`);
  const unfinished = staff.id(organisation.unusual.unfinishedChain);
  mustHold('the person of an unfinished chain is not proposed', !proposals.some(({ mentorId }) => mentorId === unfinished));
  const reason = found('the person of an unfinished chain among the unmatched', items.find(({ personId }) => personId === unfinished)).reason;
  const chief = staff.id(organisation.unusual.chiefExecutive);
  mustHold('the chief executive is proposed', proposals.some(({ menteeId }) => menteeId === chief));
  const reasons = Map.groupBy(items, (one) => `${one.role}\t${one.reason}`);
  tell.fact(`${items.length} people are left without a partner, each with the reason (of the unfinished chain: ${reason}):`);
  tell.table(['role', 'reason', 'people'], [...reasons].map(([key, people]) => [...key.split('\t'), people.length]));
}
