import type { Api, Who } from './api.js';
import { participant, type Pair } from './pairings.js';
import { window, type Programme } from './programmes.js';

/** What a pair has. */
export interface OfPair {
  readonly sprintId: string;
  /** Held, with a promise in it. */
  readonly sessionId: string;
  readonly commitmentId: string;
  /** Scheduled. */
  readonly nextSessionId: string;
  /** By audience. */
  readonly warnings: Readonly<Record<'own-leader' | 'risk-owner' | 'custodian', string>>;
  readonly insightId: string;
  readonly actionId: string;
}

export const terms = {
  topics: [{ topic: 'generative-ai', kind: 'skill', baseline: 1, target: 3 }],
  objectives: ['To write with it.'], startsOn: window.from, endsOn: window.to, place: 'the café', awayFromLeadersOffice: true,
  channels: [{ channel: 'chat', answerWithin: 'a day' }], offLimits: ['pay'], stopping: 'say stop',
  careerSupport: [{ kind: 'introduction', text: 'to the board' }],
};
export const pledges = { version: 1, confidentiality: true, noRepercussion: true };

export async function seedPair(api: Api, programme: Programme, pair: Pair, second: Pair): Promise<OfPair> {
  const { id: pairingId } = pair;
  const mentor = participant(pair.mentorId);
  const leader = participant(pair.leaderId);
  await api.as(mentor, 'POST', '/v1/agreements', { pairingId, ...terms });
  for (const side of [mentor, leader]) await api.as(side, 'POST', `/v1/agreements/${pairingId}/sign`, pledges);
  await api.as(participant(second.mentorId), 'POST', '/v1/agreements', { pairingId: second.id, ...terms });
  await api.as(participant(second.mentorId), 'POST', `/v1/agreements/${second.id}/sign`, pledges);
  const made = async (who: Who, path: string, body: object): Promise<string> => (await api.as(who, 'POST', path, body)).body.id as string;
  const exercise = { method: 'One tool', exercise: 'Do it.', definitionOfDone: 'Done once.' };
  const sprintId = await made(mentor, '/v1/sprints', { pairingId, topic: 'generative-ai', startsOn: '2027-01-11', endsOn: '2027-02-01', exercise });
  await api.as(mentor, 'POST', '/v1/assessments', { pairingId, subject: 'mentee', skill: 'generative-ai', rater: 'mentor', occasion: 'baseline', rating: 1 });
  const sessionId = await made(mentor, '/v1/sessions', { pairingId, startsAt: '2027-01-05T09:00:00Z', endsAt: '2027-01-05T10:00:00Z' });
  const nextSessionId = await made(mentor, '/v1/sessions', { pairingId, startsAt: '2027-01-19T09:00:00Z', endsAt: '2027-01-19T10:00:00Z' });
  await api.moveTo('2027-01-05T10:00:00Z');
  await api.as(mentor, 'POST', `/v1/sessions/${sessionId}/held`, { stretches: [{ kind: 'hands-on', minutes: 60, topic: 'generative-ai' }] });
  await api.as(mentor, 'POST', `/v1/sessions/${sessionId}/notes`, { text: 'He listened.' });
  const commitmentId = await made(leader, `/v1/sessions/${sessionId}/commitments`, { kind: 'career-support', due: '2027-02-01', text: 'An introduction.' });
  const warn = (audience: string, named = false): Promise<string> =>
    made(mentor, '/v1/warnings', { pairingId, text: 'The rule will stop deliveries.', bitesOn: '2027-03-01', audience, named });
  const warnings = { 'own-leader': await warn('own-leader', true), 'risk-owner': await warn('risk-owner'), custodian: await warn('custodian') };
  const insightId = await made(mentor, '/v1/insights', { pairingId, area: 'process', text: 'Three approvals that nobody reads.' });
  await api.as(mentor, 'POST', `/v1/insights/${insightId}/clear`, { text: 'Three approvals could be one.' });
  await api.settled();
  const sponsor: Who = { roles: ['sponsor'], personId: programme.sponsorId };
  const actionId = await made(sponsor, `/v1/insights/${insightId}/actions`, { what: 'One approval.', due: '2027-03-01' });
  return { sprintId, sessionId, commitmentId, nextSessionId, warnings, insightId, actionId };
}
