import { given } from '@flipside/testing';
import { LEADER, MENTOR, STRANGER } from '../pair.samples.js';
import type { SessionCommand, StretchInput } from './commands.js';
import { sessionDecider } from './decide.js';
import {
  AFTER, BEFORE, CONFIRM_BY, cancelledBy, confirmed, corrected, heldBy, inputs, missed, recordBy, scheduled,
} from './session.samples.js';

const answer = (type: 'confirm', by: string, at = CONFIRM_BY): SessionCommand => ({ type, by, at });
const correct = (by: string, at = CONFIRM_BY): SessionCommand => ({
  type: 'correct', by, stretches: [{ kind: 'help-desk', minutes: 50 }], at,
});
const miss = (by: string, at = AFTER): SessionCommand => ({ type: 'miss', by, absent: 'mentee', at });

describe('recording a session', () => {
  it('is for one side, from its start on', () => {
    given(sessionDecider, scheduled).when(recordBy(MENTOR)).then(heldBy('mentor'));
    given(sessionDecider, scheduled).when(recordBy(LEADER)).then(heldBy('mentee'));
    given(sessionDecider, scheduled).when(recordBy(STRANGER)).thenRefused('session-not-found');
    given(sessionDecider, scheduled).when({ ...recordBy(MENTOR), at: BEFORE }).thenRefused('session-not-begun');
    given(sessionDecider, scheduled, heldBy('mentor')).when(recordBy(LEADER)).thenRefused('already-recorded');
    for (const over of [missed, cancelledBy('mentor', 1)]) {
      given(sessionDecider, scheduled, over).when(recordBy(LEADER)).thenRefused('session-over');
    }
  });

  it.each<[string, StretchInput[]]>([
    ['minutes-invalid', []],
    ['minutes-invalid', [{ kind: 'hands-on', minutes: 0 }]],
    ['minutes-invalid', [{ kind: 'hands-on', minutes: 1.5 }]],
    ['minutes-invalid', [{ kind: 'hands-on', minutes: 400 }, { kind: 'perspective', minutes: 81 }]],
    ['stretch-incomplete', [{ kind: 'contextual-question', minutes: 10, tool: 'assistant' }]],
    ['stretch-incomplete', [{ kind: 'contextual-question', minutes: 10, effect: 'both' }]],
    ['stretch-incomplete', [{ kind: 'strategic-feedback', minutes: 10 }]],
    ['code-invalid', [{ kind: 'hands-on', minutes: 10, topic: 'Jane Doe' }]],
  ])('refuses %s', (code, given_) => {
    given(sessionDecider, scheduled).when(recordBy(MENTOR, given_)).thenRefused(code);
    const correction = { type: 'correct', by: MENTOR, stretches: given_, at: AFTER } as const;
    given(sessionDecider, scheduled, heldBy('mentee')).when(correction).thenRefused(code);
  });

  it('keeps what was spoken of apart from the minutes', () => {
    given(sessionDecider, scheduled).when(recordBy(MENTOR, [{ ...inputs[0]!, tool: 'x', decision: 'y' }])).then({
      type: 'SessionHeld',
      data: { ...heldBy('mentor').data, stretches: [{ kind: 'hands-on', minutes: 30, topic: 'prompting' }], details: [{}] },
    } as never);
  });
});

describe('the other side', () => {
  it('confirms or corrects what the first recorded', () => {
    given(sessionDecider, scheduled, heldBy('mentor')).when(answer('confirm', LEADER)).then(confirmed);
    given(sessionDecider, scheduled, heldBy('mentee')).when(correct(MENTOR)).then(corrected);
    for (const command of [answer('confirm', MENTOR), correct(MENTOR)]) {
      given(sessionDecider, scheduled, heldBy('mentor')).when(command).thenRefused('own-record');
    }
    given(sessionDecider, scheduled).when(answer('confirm', LEADER)).thenRefused('session-not-held');
    given(sessionDecider, scheduled).when(answer('confirm', STRANGER)).thenRefused('session-not-found');
  });

  it('does so once', () => {
    given(sessionDecider, scheduled, heldBy('mentor'), confirmed).when(answer('confirm', LEADER)).thenNothing();
    given(sessionDecider, scheduled, heldBy('mentor'), confirmed).when(correct(LEADER)).thenRefused('record-settled');
    given(sessionDecider, scheduled, heldBy('mentor'), corrected).when(answer('confirm', LEADER)).thenRefused('record-settled');
    given(sessionDecider, scheduled, heldBy('mentor')).when(correct(LEADER)).thenState({ status: 'held' });
  });

  it('has until the deadline; after that the record stays unconfirmed', () => {
    const late = '2026-01-22T12:00:00.001Z';
    given(sessionDecider, scheduled, heldBy('mentor')).when(answer('confirm', LEADER, late)).thenRefused('confirmation-closed');
    given(sessionDecider, scheduled, heldBy('mentor')).when(correct(LEADER, late)).thenRefused('confirmation-closed');
  });
});

describe('a session that did not take place', () => {
  it('is said to be missed once its time has passed', () => {
    given(sessionDecider, scheduled).when(miss(MENTOR)).then(missed);
    given(sessionDecider, scheduled).when(miss(MENTOR, BEFORE)).thenRefused('session-not-over');
    given(sessionDecider, scheduled).when(miss(STRANGER)).thenRefused('session-not-found');
    given(sessionDecider, scheduled, missed).when(miss(LEADER)).thenNothing();
    given(sessionDecider, scheduled, heldBy('mentor')).when(miss(LEADER)).thenRefused('session-over');
  });

  it('is missed by the system where nobody said anything', () => {
    const unknown = { type: 'miss', by: 'system', absent: null, at: AFTER } as const;
    given(sessionDecider, scheduled).when(unknown).thenState({ status: 'missed' });
    given(sessionDecider, scheduled, heldBy('mentor')).when(unknown).thenNothing();
    given(sessionDecider, scheduled, cancelledBy('mentor', 1)).when(unknown).thenNothing();
  });
});
