import { draftBy, drafted, inForce, paused, signed } from '../domain/agreement/agreement.samples.js';
import { agreementDecider } from '../domain/agreement/decide.js';
import { agreementStream } from '../domain/agreement/events.js';
import { LEADER, MENTOR, PAIRING } from '../domain/pair.samples.js';
import type { SessionsEvent } from '../domain/schemas.js';
import {
  CONFIRM_BY, REMIND_AT, SESSION, cancelledBy, confirmed, heldBy, missed, scheduled,
} from '../domain/session/session.samples.js';
import { samples } from '../relay/to-contract.samples.js';
import { timerRules } from './rules.js';

const sample = (type: string): SessionsEvent => samples[type] as SessionsEvent;
const dueBy = (...events: readonly SessionsEvent[]): Record<string, string> => {
  const due: Record<string, string> = {};
  for (const change of events.flatMap(timerRules)) {
    if ('set' in change) due[change.set] = change.due;
    else delete due[change.cancel];
  }
  return due;
};

describe('timers of an agreement', () => {
  const mentors = `ask/${PAIRING}/signature-1/mentor`;
  const leaders = `ask/${PAIRING}/signature-1/mentee`;

  it('remind of a signature until it is there', () => {
    expect(dueBy(drafted())).toEqual({ [mentors]: '2026-01-07T09:00:00.000Z', [leaders]: '2026-01-08T09:00:00.000Z' });
    expect(Object.keys(dueBy(drafted(), signed('mentor')))).toEqual([leaders]);
    expect(dueBy(drafted(), signed('mentor'), signed('mentee'))).toEqual({});
  });

  it('run from the day it is in force: stall, check-ins, completion', () => {
    expect(dueBy(inForce)).toEqual({
      [`stall/${PAIRING}`]: '2026-02-26T00:00:00.000Z',
      [`check-in/${PAIRING}/1`]: '2026-02-11T00:00:00.000Z',
      [`check-in/${PAIRING}/2`]: '2026-04-12T00:00:00.000Z',
      [`check-in/${PAIRING}/3`]: '2026-06-11T00:00:00.000Z',
      [`check-in/${PAIRING}/4`]: '2026-07-11T00:00:00.000Z',
      [`completion/${PAIRING}`]: '2026-07-25T00:00:00.000Z',
    });
  });

  it('follow an amendment, rounds that are no more fall away', () => {
    const shorter = { ...inForce, type: 'AgreementAmended', data: { ...inForce.data, endsOn: '2026-05-01' } } as SessionsEvent;
    const after = dueBy(inForce, shorter);
    expect(after[`check-in/${PAIRING}/2`]).toBe('2026-05-01T00:00:00.000Z');
    expect(after).not.toHaveProperty(`check-in/${PAIRING}/3`);
    expect(after[`completion/${PAIRING}`]).toBe('2026-05-15T00:00:00.000Z');
  });

  it('start the stall clock anew with a session, after a pause and after an absence', () => {
    for (const type of ['SessionNoted', 'AgreementResumed', 'StallPutOff']) {
      expect(dueBy(inForce, sample(type))[`stall/${PAIRING}`]).toBe((sample(type).data as { stallAt: string }).stallAt);
    }
    expect(dueBy(inForce, paused)).toHaveProperty(`stall/${PAIRING}`);
  });

  it('are plain: no person is named', () => {
    for (const event of Object.values(samples)) {
      const changes = JSON.stringify(timerRules(event as SessionsEvent));
      expect(changes).not.toContain(MENTOR);
      expect(changes).not.toContain(LEADER);
    }
  });
});

describe('timers of a session', () => {
  it('call it missed where nobody records it', () => {
    expect(dueBy(scheduled)).toEqual({ [`unrecorded/${SESSION}`]: '2026-01-29T10:00:00.000Z' });
    expect(dueBy(scheduled, sample('SessionRescheduled'))).toHaveProperty(`unrecorded/${SESSION}`);
    for (const last of [missed, cancelledBy('mentor', 1)]) expect(dueBy(scheduled, last)).toEqual({});
  });

  it('remind the other side of the record', () => {
    expect(dueBy(scheduled, heldBy('mentor'))).toEqual({ [`ask/${PAIRING}/session-${SESSION}/mentee`]: REMIND_AT });
    expect(dueBy(scheduled, heldBy('mentee'))).toEqual({ [`ask/${PAIRING}/session-${SESSION}/mentor`]: REMIND_AT });
    expect(dueBy(scheduled, heldBy('mentor'), confirmed)).toEqual({});
    expect(REMIND_AT < CONFIRM_BY).toBe(true);
  });
});

describe('timers of readings, rounds and concerns', () => {
  it('remind both of a retest 90 days after the end, whoever gave the reading', () => {
    const day = '2026-05-31T00:00:00.000Z';
    const both = { [`ask/${PAIRING}/retest-prompting/mentee`]: day, [`ask/${PAIRING}/retest-prompting/mentor`]: day };
    for (const rater of ['self', 'mentor', 'evidence', null]) {
      const event = { ...sample('SkillAssessed'), data: { ...sample('SkillAssessed').data, rater } } as SessionsEvent;
      expect(dueBy(event)).toEqual(both);
    }
  });

  it('close a round at its time', () => {
    expect(Object.values(dueBy(sample('CheckInOpened')))).toEqual(['2026-03-02T09:00:00.000Z']);
    expect(dueBy(sample('CheckInOpened'), sample('CheckInClosed'))).toEqual({});
  });

  it('tell when a concern is overdue: the day after the last', () => {
    const raised = sample('ConcernRaised');
    expect(Object.values(dueBy(raised))).toEqual(['2026-03-10T00:00:00.000Z', '2026-06-03T00:00:00.000Z']);
    expect(dueBy(raised, sample('ConcernAcknowledged'), sample('ConcernFeedbackGiven'))).toEqual({});
  });
});

describe('a chain of reminders', () => {
  it('ends with the leader’s silence told to the sponsor, the mentor’s with the nudge', () => {
    const events = [...agreementDecider.decide(draftBy(MENTOR), { status: 'none' })] as SessionsEvent[];
    const nudgeSent = (to: 'mentor' | 'mentee', step: 'reminder' | 'nudge'): SessionsEvent => ({
      type: 'NudgeSent',
      data: {
        pairingId: PAIRING, askId: 'signature-1', about: 'signature', to, step,
        sentAt: '2026-01-08T09:00:00.000Z', nextAt: '2026-01-15T09:00:00.000Z',
      },
    });
    const changesAfter = (event: SessionsEvent) => timerRules(event)[0]!;
    expect(events.flatMap(timerRules)).toHaveLength(2);
    expect(changesAfter(nudgeSent('mentee', 'reminder'))).toMatchObject({
      due: '2026-01-15T09:00:00.000Z',
      command: { type: 'ask', stream: agreementStream(PAIRING), step: 'nudge', from: '2026-01-08T09:00:00.000Z' },
    });
    expect(changesAfter(nudgeSent('mentee', 'nudge'))).toMatchObject({ command: { step: 'escalation' } });
    expect(changesAfter(nudgeSent('mentor', 'nudge'))).toEqual({ cancel: `ask/${PAIRING}/signature-1/mentor` });
    expect(changesAfter(sample('SilenceEscalated'))).toEqual({ cancel: `ask/${PAIRING}/signature-1/mentee` });
  });
});
