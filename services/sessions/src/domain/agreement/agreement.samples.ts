import { samplePair } from '../pair.samples.js';
import type { CommandOf } from './commands.js';
import type { AgreementEvent, AgreementText, NotedSession } from './events.js';
import type { Proposal } from './terms.js';

export const AT = '2026-01-05T09:00:00.000Z';

const text: AgreementText = {
  objectives: ['Use an assistant for board papers'],
  place: 'Library, second floor',
  channels: [{ channel: 'chat', answerWithin: 'a day' }],
  offLimits: ['pay'],
  stopping: 'Either says "pause"',
  careerSupport: [{ kind: 'introduction', text: 'to the head of data' }],
};

export const proposal: Proposal = {
  topics: [
    { topic: 'prompting', kind: 'skill' },
    { topic: 'lived-inclusion', kind: 'perspective' },
  ],
  levels: [{ topic: 'prompting', baseline: 1, target: 3 }],
  cadence: { sessions: 6, minMinutes: 45, maxMinutes: 60 },
  startsOn: '2026-01-12',
  endsOn: '2026-07-11',
  text,
  awayFromLeadersOffice: true,
};

export const remindAt = { mentor: '2026-01-07T09:00:00.000Z', mentee: '2026-01-08T09:00:00.000Z' };

export const draftBy = (by: string, change: Partial<Proposal> = {}): CommandOf<'draft'> => ({
  type: 'draft', ...samplePair, by, pairingActive: true, proposal: { ...proposal, ...change }, remindAt, at: AT,
});

export const signBy = (by: string, version = 1): CommandOf<'sign'> => ({
  type: 'sign', by, version, confidentiality: true, noRepercussion: true, at: AT,
});

const { awayFromLeadersOffice: _, text: _text, ...facts } = proposal;
export const terms = { ...facts, careerSupport: 1 };

export const drafted = (version = 1): AgreementEvent => ({
  type: 'AgreementDrafted', data: { ...samplePair, ...terms, version, by: 'mentor', text, draftedAt: AT, remindAt },
});
export const signed = (side: 'mentor' | 'mentee', version = 1): AgreementEvent => ({
  type: 'AgreementSigned', data: { pairingId: samplePair.pairingId, version, side, signedAt: AT },
});
/** 180 days, 6 sessions: stalled 45 days after the start. */
export const inForce: AgreementEvent = {
  type: 'AgreementInForce', data: { ...samplePair, ...terms, version: 1, stallAt: '2026-02-26T00:00:00.000Z' },
};
export const noted = (sessionId: string, heldOn: string, helpDesk = 0, confirmed = true): NotedSession => ({
  sessionId, heldOn, minutes: 60, helpDesk, confirmed,
});
export const paused: AgreementEvent = { type: 'AgreementPaused', data: { pairingId: samplePair.pairingId, from: AT } };
export const closed: AgreementEvent = {
  type: 'AgreementClosed', data: { pairingId: samplePair.pairingId, closedOn: '2026-02-02' },
};
export const withdrawn = (side: 'mentor' | 'mentee'): AgreementEvent => ({
  type: 'AgreementWithdrawn', data: { ...samplePair, side },
});
export const bothSigned = [drafted(), signed('mentor'), signed('mentee'), inForce] as const;
