import type { WorkingCalendar } from '@flipside/calendars';
import { AT, bothSigned, closed, drafted, inForce, noted, paused } from '../domain/agreement/agreement.samples.js';
import { agreementDecider } from '../domain/agreement/decide.js';
import type { AgreementEvent } from '../domain/agreement/events.js';
import { LEADER, MENTOR, PAIRING, samplePair } from '../domain/pair.samples.js';
import { checkInDecider } from '../domain/check-in/decide.js';
import { askCommand, checkInCommand, stallCommand, type AskTimer, type CheckInTimer, type Surroundings } from './fire.js';

const weekdays: WorkingCalendar = { zone: 'Europe/Vienna', workingDays: [1, 2, 3, 4, 5] };
const stream = `agreement-${PAIRING}`;

function around(events: readonly AgreementEvent[], change: Partial<Surroundings> = {}): Surroundings {
  const agreement = events.reduce(agreementDecider.evolve, agreementDecider.initial);
  return { agreement, calendarOf: () => weekdays, lastSurveyOn: () => null, ...change };
}
const absent = (who: string, from: string, to: string) => ({
  calendarOf: (id: string): WorkingCalendar => (id === who ? { ...weekdays, absences: [{ from, to }] } : weekdays),
});

describe('an ask that is due', () => {
  const ask = { askId: 'signature-1', about: 'signature' as const, to: 'mentee' as const };
  const timer = (step: AskTimer['step'], from = AT): AskTimer => ({ type: 'ask', stream, ask, step, from });
  const wednesday = '2026-01-07T09:00:00.000Z';

  it('reminds, and plans the nudge a week later', () => {
    expect(askCommand(timer('reminder'), wednesday, around([drafted()]))).toEqual({
      type: 'nudge', ask, step: 'reminder', nextAt: '2026-01-14T09:00:00.000Z', at: wednesday,
    });
    const nudge = askCommand(timer('nudge', wednesday), '2026-01-14T09:00:00.000Z', around([drafted()]));
    expect(nudge).toMatchObject({ type: 'nudge', step: 'nudge', nextAt: '2026-01-21T09:00:00.000Z' });
  });

  it('tells of a silence since the draft', () => {
    const late = '2026-01-21T09:00:00.000Z';
    expect(askCommand(timer('escalation', '2026-01-14T09:00:00.000Z'), late, around([drafted()]))).toEqual({
      type: 'escalateSilence', ask, since: AT, at: late,
    });
  });

  it('waits for who is absent', () => {
    const away = around([drafted()], absent(LEADER, '2026-01-06', '2026-01-09'));
    expect(askCommand(timer('reminder'), wednesday, away)).toEqual({
      type: 'putOffNudge', ask, step: 'reminder', from: AT, until: '2026-01-13T09:00:00.000Z', at: wednesday,
    });
    const other = around([drafted()], absent(MENTOR, '2026-01-06', '2026-01-09'));
    expect(askCommand(timer('reminder'), wednesday, other)).toMatchObject({ type: 'nudge' });
  });

  it('looks again in a month where an absence has no end', () => {
    const gone = around([drafted()], absent(LEADER, '2026-01-06', '9999-12-31'));
    const until = '2026-02-06T09:00:00.000Z';
    expect(askCommand(timer('reminder'), wednesday, gone)).toMatchObject({ type: 'putOffNudge', until });
  });

  it('is nothing where there is no agreement', () => {
    expect(askCommand(timer('reminder'), wednesday, around([]))).toBeUndefined();
  });
});

describe('a stall that is due', () => {
  const due = '2026-02-26T00:00:00.000Z';

  it('is noticed, or put off by the days that either was absent', () => {
    expect(stallCommand(due, around(bothSigned))).toEqual({ type: 'noticeStall', at: due });
    for (const who of [MENTOR, LEADER]) {
      const away = around(bothSigned, absent(who, '2026-02-02', '2026-02-06'));
      expect(stallCommand(due, away)).toEqual({ type: 'putOffStall', until: '2026-03-03T00:00:00.000Z', at: due });
    }
  });

  it('counts from the last session, and is nothing while nothing is in force', () => {
    const session = { pairingId: PAIRING, ...noted('s1', '2026-02-01'), stallAt: '2026-03-18T00:00:00.000Z' };
    const held = around([...bothSigned, { type: 'SessionNoted', data: session }]);
    expect(stallCommand(due, held)).toMatchObject({ type: 'putOffStall', until: '2026-03-18T00:00:00.000Z' });
    for (const history of [[], [drafted()], [...bothSigned, paused], [...bothSigned, closed]]) {
      expect(stallCommand(due, around(history))).toBeUndefined();
    }
  });
});

describe('a check-in that is due', () => {
  const first: CheckInTimer = { type: 'check-in', stream, round: 1, occasion: 'interim' };
  const last: CheckInTimer = { type: 'check-in', stream, round: 4, occasion: 'end' };
  const day = '2026-02-11T00:00:00.000Z';
  const end = '2026-07-11T00:00:00.000Z';
  const completed: AgreementEvent = {
    type: 'AgreementCompleted', data: { ...samplePair, completedOn: '2026-07-01', closingHeldOn: '2026-07-01' },
  };

  it('opens for both under an id of its own, and once', () => {
    const opened = checkInCommand(first, day, around(bothSigned))!;
    const [event] = checkInDecider.decide(opened.command, checkInDecider.initial);
    expect(event).toMatchObject({
      type: 'CheckInOpened',
      data: { pairingId: PAIRING, round: 1, occasion: 'interim', asksUnits: true, closesAt: '2026-02-25T00:00:00.000Z' },
    });
    expect(event!.data).toHaveProperty('respondents.length', 2);
    expect(checkInCommand(first, day, around(bothSigned))!.stream).toBe(opened.stream);
    expect(checkInCommand(last, end, around(bothSigned))!.stream).not.toBe(opened.stream);
  });

  it('leaves out who was asked elsewhere', () => {
    const lastSurveyOn = (id: string) => (id === MENTOR ? '2026-02-01' : null);
    const { command } = checkInCommand(first, day, around(bothSigned, { lastSurveyOn }))!;
    expect(checkInDecider.decide(command, checkInDecider.initial)[0]!.data).toMatchObject({
      respondents: [{ personId: LEADER, role: 'mentee' }],
    });
  });

  it('is left out in a pause, and after the end but for the last', () => {
    for (const history of [[], [drafted()], [...bothSigned, paused], [...bothSigned, closed], [...bothSigned, completed]]) {
      expect(checkInCommand(first, day, around(history))).toBeUndefined();
    }
    expect(checkInCommand(last, end, around([...bothSigned, completed]))).toBeDefined();
  });

  it('is none of a plan that was amended since', () => {
    const longer = { ...inForce, type: 'AgreementAmended', data: { ...inForce.data, endsOn: '2026-12-31' } } as AgreementEvent;
    expect(checkInCommand(last, end, around([...bothSigned, longer]))).toBeUndefined();
  });
});
