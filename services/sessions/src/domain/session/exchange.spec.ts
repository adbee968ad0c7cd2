import { given } from '@flipside/testing';
import { LEADER, MENTOR, STRANGER } from '../pair.samples.js';
import type { CommandOf } from './commands.js';
import { sessionDecider } from './decide.js';
import type { SessionEvent } from './events.js';
import { AFTER, heldBy, ids, note, scheduled } from './session.samples.js';

const held = [scheduled, heldBy('mentor')] as const;
const promise = (by: string, kind: 'action' | 'career-support' = 'career-support'): CommandOf<'makeCommitment'> => ({
  type: 'makeCommitment', commitmentId: 'c1', by, kind, due: '2026-02-15', text: 'introduce to the head of data', at: AFTER,
});
const settle = (by: string, kept: boolean): CommandOf<'settleCommitment'> => ({
  type: 'settleCommitment', commitmentId: 'c1', by, kept, at: '2026-02-10T09:00:00.000Z',
});
const facts = { ...ids, commitmentId: 'c1', side: 'mentee' as const, kind: 'career-support' as const, due: '2026-02-15' };
const made: SessionEvent = { type: 'CommitmentMade', data: { ...facts, text: 'introduce to the head of data' } };
const settled = (kept: boolean): SessionEvent => ({
  type: 'CommitmentSettled', data: { ...facts, kept, settledOn: '2026-02-10' },
});

describe('notes', () => {
  it('are written by one of the pair', () => {
    const written = { type: 'NoteWritten', data: { ...ids, noteId: 'n1', author: 'mentor', text: 'felt heard' } } as const;
    given(sessionDecider, scheduled).when(note).then(written);
    const byLeader = { ...written, data: { ...written.data, author: 'mentee' } } as const;
    given(sessionDecider, ...held).when({ ...note, by: LEADER }).then(byLeader);
    given(sessionDecider, scheduled).when({ ...note, by: STRANGER }).thenRefused('session-not-found');
    given(sessionDecider).when(note).thenRefused('session-not-found');
  });
});

describe('feedback', () => {
  const feedback = { type: 'giveFeedback', feedbackId: 'f1', by: LEADER, kind: 'strategic', text: 'used it', at: AFTER } as const;

  it('goes to the other side of a session that was held', () => {
    const data = { ...ids, feedbackId: 'f1', direction: 'to-mentor' as const, kind: 'strategic' as const, text: 'used it' };
    given(sessionDecider, ...held).when(feedback).then({ type: 'FeedbackGiven', data });
    const upwards = { ...data, direction: 'to-mentee' as const };
    given(sessionDecider, ...held).when({ ...feedback, by: MENTOR }).then({ type: 'FeedbackGiven', data: upwards });
    given(sessionDecider, scheduled).when(feedback).thenRefused('session-not-held');
    given(sessionDecider, scheduled).when({ ...feedback, by: STRANGER }).thenRefused('session-not-found');
  });
});

describe('commitments', () => {
  it('are made by either side for a day ahead; career support by the leader', () => {
    given(sessionDecider, ...held).when(promise(LEADER)).then(made);
    given(sessionDecider, ...held).when(promise(MENTOR)).thenRefused('career-support-by-leader');
    given(sessionDecider, ...held).when(promise(MENTOR, 'action')).thenState({ status: 'held' });
    given(sessionDecider, ...held).when({ ...promise(LEADER), due: '2026-01-14' }).thenRefused('due-in-the-past');
    given(sessionDecider, ...held, made).when(promise(LEADER)).thenRefused('commitment-exists');
  });

  it('were kept if the other side says so', () => {
    given(sessionDecider, ...held, made).when(settle(MENTOR, true)).then(settled(true));
    given(sessionDecider, ...held, made).when(settle(LEADER, true)).thenRefused('own-commitment');
  });

  it('are given up by the one who made them; the mentor never has to say it of a leader', () => {
    given(sessionDecider, ...held, made).when(settle(LEADER, false)).then(settled(false));
    given(sessionDecider, ...held, made).when(settle(MENTOR, false)).thenRefused('others-commitment');
  });

  it('are settled once', () => {
    given(sessionDecider, ...held, made, settled(true)).when(settle(MENTOR, true)).thenNothing();
    given(sessionDecider, ...held, made, settled(true)).when(settle(LEADER, false)).thenRefused('commitment-settled');
    given(sessionDecider, ...held).when(settle(MENTOR, true)).thenRefused('commitment-not-found');
    const odd = { ...settle(MENTOR, true), commitmentId: 'constructor' };
    given(sessionDecider, ...held).when(odd).thenRefused('commitment-not-found');
  });
});
