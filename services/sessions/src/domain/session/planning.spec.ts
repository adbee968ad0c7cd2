import { given } from '@flipside/testing';
import { LEADER, MENTOR, STRANGER } from '../pair.samples.js';
import type { SessionCommand } from './commands.js';
import { sessionDecider } from './decide.js';
import type { SessionEvent } from './events.js';
import {
  AFTER, BEFORE, START, cancelledBy, heldBy, ids, missed, scheduleBy, scheduled, time,
} from './session.samples.js';

const later = { ...time, startsAt: '2026-01-20T09:00:00.000Z', endsAt: '2026-01-20T10:00:00.000Z' };
const reschedule = (by: string, change: object = {}): SessionCommand => ({
  type: 'reschedule', by, ...later, at: BEFORE, ...change,
});
const cancel = (by: string, at = BEFORE): SessionCommand => ({ type: 'cancel', by, at });

describe('planning a session', () => {
  it('is for either of the pair', () => {
    given(sessionDecider).when(scheduleBy(MENTOR)).then(scheduled);
    given(sessionDecider).when(scheduleBy(LEADER)).thenState({ status: 'scheduled' });
    given(sessionDecider).when(scheduleBy(STRANGER)).thenRefused('session-not-found');
    given(sessionDecider, scheduled).when(scheduleBy(MENTOR)).thenRefused('session-exists');
  });

  it.each([
    ['agreement-not-in-force', { agreement: { ...time.agreement, inForce: false } }],
    ['session-in-the-past', { at: START }],
    ['session-length', { endsAt: START }],
    ['session-length', { endsAt: '2026-01-15T09:10:00.000Z' }],
    ['session-length', { endsAt: '2026-01-15T18:00:00.000Z' }],
    ['session-length', { endsAt: 'tomorrow' }],
    ['outside-agreement', { agreement: { ...time.agreement, startsOn: '2026-01-16' } }],
    ['outside-agreement', { agreement: { ...time.agreement, endsOn: '2026-01-14' } }],
  ])('refuses %s', (code, change) => {
    given(sessionDecider).when(scheduleBy(MENTOR, change)).thenRefused(code);
    const again = { ...time, type: 'reschedule', by: MENTOR, at: BEFORE, ...change } as const;
    given(sessionDecider, scheduled).when(again).thenRefused(code);
  });

  it('outside the mentor’s working time takes the mentor’s own proposal', () => {
    given(sessionDecider).when(scheduleBy(LEADER, { insideMentorTime: false })).thenRefused('outside-working-time');
    given(sessionDecider).when(scheduleBy(MENTOR, { insideMentorTime: false })).then(scheduled);
    given(sessionDecider, scheduled).when(reschedule(LEADER, { insideMentorTime: false })).thenRefused('outside-working-time');
  });

  it('remembers what it makes up for and the sprint it serves', () => {
    const links = { replaces: 's0', sprintId: 'p1' };
    const linked = { ...scheduled, data: { ...scheduled.data, ...links } } as SessionEvent;
    given(sessionDecider).when(scheduleBy(MENTOR, links)).then(linked);
  });
});

describe('moving a session', () => {
  it('says who did and how long before', () => {
    const { startsAt, endsAt } = later;
    const data = { ...ids, by: 'mentee' as const, startsAt, endsAt, previousStartsAt: START, noticeHours: 47 };
    given(sessionDecider, scheduled).when(reschedule(LEADER)).then({ type: 'SessionRescheduled', data });
    given(sessionDecider, scheduled).when(reschedule(LEADER, time)).thenNothing();
  });

  it('is possible until it begins', () => {
    given(sessionDecider, scheduled).when(reschedule(MENTOR, { at: AFTER })).thenRefused('session-begun');
    for (const over of [heldBy('mentor'), missed, cancelledBy('mentor', 1)]) {
      given(sessionDecider, scheduled, over).when(reschedule(MENTOR)).thenRefused('session-over');
    }
    given(sessionDecider, scheduled).when(reschedule(STRANGER)).thenRefused('session-not-found');
    given(sessionDecider).when(reschedule(MENTOR)).thenRefused('session-not-found');
  });
});

describe('cancelling a session', () => {
  it('says who did and with what notice', () => {
    given(sessionDecider, scheduled).when(cancel(LEADER)).then(cancelledBy('mentee', 47));
    given(sessionDecider, scheduled).when(cancel(MENTOR, '2026-01-15T08:59:00.000Z')).then(cancelledBy('mentor', 0));
    given(sessionDecider, scheduled).when(cancel(STRANGER)).thenRefused('session-not-found');
  });

  it('is done once, before it begins', () => {
    given(sessionDecider, scheduled, cancelledBy('mentee', 47)).when(cancel(MENTOR)).thenNothing();
    given(sessionDecider, scheduled).when(cancel(MENTOR, AFTER)).thenRefused('session-begun');
    given(sessionDecider, scheduled, heldBy('mentor')).when(cancel(MENTOR)).thenRefused('session-over');
  });

  it('by the programme touches only what is ahead', () => {
    given(sessionDecider, scheduled).when(cancel('programme')).then(cancelledBy('programme', 48));
    given(sessionDecider, scheduled).when(cancel('programme', AFTER)).thenNothing();
    given(sessionDecider, scheduled, heldBy('mentor')).when(cancel('programme')).thenNothing();
    given(sessionDecider, scheduled, cancelledBy('mentor', 1)).when(cancel('programme')).thenNothing();
  });
});
