import { foldsAfterErasure, foldsFromItsEvents, given } from '@flipside/testing';
import fc from 'fast-check';
import { LEADER, MENTOR, PAIRING, PROGRAMME, STRANGER, samplePair } from '../pair.samples.js';
import { insightDecider, type InsightCommand } from './decide.js';
import { insightSchemas, type InsightEvent } from './events.js';

const AT = '2026-03-02T09:00:00.000Z';
const facts = { insightId: 'a1d3c0de-0000-4000-8000-000000000060', programmeId: PROGRAMME, area: 'process' as const };
const origin = { pairingId: PAIRING, mentorId: MENTOR, menteeId: LEADER };
const share = (by: string): InsightCommand => ({
  type: 'share', ...samplePair, ...facts, by, text: 'approvals take weeks', at: AT,
});
const clear = (by: string, text = 'approvals are slow'): InsightCommand => ({ type: 'clear', by, text, at: AT });
const commit = (due = '2026-05-01', actionId = 'a1'): InsightCommand => ({
  type: 'commitAction', actionId, by: LEADER, what: 'one approver less', due, at: AT,
});
const deliver = (by: string, actionId = 'a1'): InsightCommand => ({ type: 'deliverAction', actionId, by, at: AT });
const impact = (by: string, after = 6, measure = 'approval-lead-time'): InsightCommand => ({
  type: 'recordImpact', actionId: 'a1', by, measure, unit: 'days', before: 14, after, at: AT,
});

const shared: InsightEvent = {
  type: 'InsightShared', data: { ...facts, sharedOn: '2026-03-02', ...origin, text: 'approvals take weeks' },
};
const cleared: InsightEvent = {
  type: 'InsightCleared', data: { ...facts, clearedOn: '2026-03-02', ...origin, text: 'approvals are slow' },
};
const committed: InsightEvent = {
  type: 'ActionCommitted',
  data: { ...facts, actionId: 'a1', due: '2026-05-01', committedOn: '2026-03-02', ownerId: LEADER, what: 'one approver less' },
};
const delivered: InsightEvent = {
  type: 'ActionDelivered', data: { ...facts, actionId: 'a1', due: '2026-05-01', deliveredOn: '2026-03-02' },
};
const recorded: InsightEvent = {
  type: 'ImpactRecorded',
  data: { ...facts, actionId: 'a1', measure: 'approval-lead-time', unit: 'days', before: 14, after: 6, recordedOn: '2026-03-02' },
};

describe('sharing an insight', () => {
  it('is for either of the pair', () => {
    for (const by of [MENTOR, LEADER]) given(insightDecider).when(share(by)).then(shared);
    given(insightDecider).when(share(STRANGER)).thenRefused('insight-not-found');
    given(insightDecider, shared).when(share(MENTOR)).thenRefused('insight-exists');
  });

  it('leaves the pair only in the words that the mentor cleared', () => {
    given(insightDecider, shared).when(clear(MENTOR)).then(cleared);
    given(insightDecider, shared).when(clear(LEADER)).thenRefused('mentor-clears');
    given(insightDecider, shared).when(clear(STRANGER)).thenRefused('insight-not-found');
    given(insightDecider, shared).when(clear(MENTOR, ' ')).thenRefused('text-missing');
    given(insightDecider, shared, cleared).when(clear(MENTOR)).thenRefused('insight-cleared');
    given(insightDecider).when(clear(MENTOR)).thenRefused('insight-not-found');
  });

  it('keeps whose it is apart from what was said', () => {
    const sections = insightSchemas.InsightShared.seal!.map(({ fields, subjects }) => [fields, subjects(shared.data as never)]);
    expect(sections).toEqual([[['pairingId', 'mentorId', 'menteeId'], [MENTOR]], [['text'], [MENTOR, LEADER]]]);
  });
});

describe('acting on an insight', () => {
  const open = [shared, cleared] as const;

  it('follows the clearing; before it there is nothing to act on', () => {
    given(insightDecider, ...open).when(commit()).then(committed);
    given(insightDecider, shared).when(commit()).thenRefused('insight-not-found');
    given(insightDecider, ...open).when(commit('2026-03-01')).thenRefused('due-in-the-past');
    given(insightDecider, ...open, committed).when(commit()).thenRefused('action-exists');
  });

  it('is delivered by the one who promised', () => {
    given(insightDecider, ...open, committed).when(deliver(LEADER)).then(delivered);
    given(insightDecider, ...open, committed, delivered).when(deliver(LEADER)).thenNothing();
    given(insightDecider, ...open, committed).when(deliver(STRANGER)).thenRefused('action-not-found');
    given(insightDecider, ...open).when(deliver(LEADER, 'constructor')).thenRefused('action-not-found');
  });

  it('shows in a measure before and after', () => {
    const done = [...open, committed, delivered] as const;
    given(insightDecider, ...done).when(impact(LEADER)).then(recorded);
    given(insightDecider, ...done).when(impact(STRANGER)).thenRefused('action-not-found');
    given(insightDecider, ...done).when(impact(LEADER, NaN)).thenRefused('impact-invalid');
    given(insightDecider, ...done, recorded).when(impact(LEADER)).thenRefused('impact-recorded');
    given(insightDecider, ...done).when(impact(LEADER, 6, 'What Jane said')).thenRefused('code-invalid');
    given(insightDecider, ...done, recorded).when(impact(LEADER, 6, 'complaints')).thenState({ status: 'cleared' });
    given(insightDecider, ...open, committed).when(impact(LEADER)).thenRefused('action-not-delivered');
  });
});

describe('an insight', () => {
  const by = fc.constantFrom(MENTOR, LEADER, STRANGER);
  const command = fc.oneof(
    by.map(share), by.map((one) => clear(one)), fc.constantFrom('a1', '__proto__').map((id) => commit('2026-05-01', id)),
    by.map((one) => deliver(one)), by.map((one) => impact(one)),
  );
  it('folds from its events', () => foldsFromItsEvents(insightDecider, command));
  it('folds after an erasure', () => foldsAfterErasure(insightDecider, insightSchemas, command));
});
