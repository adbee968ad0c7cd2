import { given } from '@flipside/testing';
import { samplePair } from '../pair.samples.js';
import { AT, bothSigned, closed, drafted, noted, paused, withdrawn } from './agreement.samples.js';
import type { AgreementCommand } from './commands.js';
import { agreementDecider } from './decide.js';
import type { AgreementEvent, NotedSession } from './events.js';

const { pairingId } = samplePair;
const note = (session: NotedSession): AgreementCommand => ({ type: 'noteSession', ...session, at: AT });
const was = (session: NotedSession, stallDay: string): AgreementEvent => ({
  type: 'SessionNoted', data: { pairingId, ...session, stallAt: `${stallDay}T00:00:00.000Z` },
});

describe('the sessions of an agreement', () => {
  const held = noted('s1', '2026-02-01', 0, false);
  const confirmed = noted('s1', '2026-02-01');

  it('are noted when held and when confirmed, once each', () => {
    given(agreementDecider, ...bothSigned).when(note(held)).then(was(held, '2026-03-18'));
    given(agreementDecider, ...bothSigned, was(held, '2026-03-18')).when(note(held)).thenNothing();
    const before = [...bothSigned, was(held, '2026-03-18')];
    given(agreementDecider, ...before).when(note(confirmed)).then(was(confirmed, '2026-03-18'));
    given(agreementDecider, ...bothSigned, was(confirmed, '2026-03-18')).when(note(held)).thenNothing();
    given(agreementDecider, ...bothSigned, was(confirmed, '2026-03-18')).when(note(confirmed)).thenNothing();
  });

  it('count from the latest, in whatever order they are told', () => {
    const older = noted('s0', '2026-01-20');
    const before = [...bothSigned, was(confirmed, '2026-03-18')];
    given(agreementDecider, ...before).when(note(older)).then(was(older, '2026-03-18'));
    given(agreementDecider, ...before).when(note(older)).thenState({ held: [older, confirmed] });
  });

  it('count for nothing before it is in force and after it is closed', () => {
    for (const history of [[], [drafted()], [...bothSigned, closed]]) {
      given(agreementDecider, ...history).when(note(held)).thenNothing();
    }
    given(agreementDecider, ...bothSigned, paused).when(note(held)).then(was(held, '2026-03-18'));
  });
});

describe('a stall', () => {
  const notice = (day: string): AgreementCommand => ({ type: 'noticeStall', at: `${day}T00:00:00.000Z` });
  const stalled = (since: string): AgreementEvent => ({ type: 'StallNoticed', data: { ...samplePair, since } });

  it('is noticed after 1.5 times the cadence without a session, once', () => {
    given(agreementDecider, ...bothSigned).when(notice('2026-02-26')).then(stalled('2026-01-12'));
    given(agreementDecider, ...bothSigned).when(notice('2026-02-25')).thenNothing();
    given(agreementDecider, ...bothSigned, stalled('2026-01-12')).when(notice('2026-02-27')).thenNothing();
    const again = [...bothSigned, stalled('2026-01-12'), was(noted('s1', '2026-03-01'), '2026-04-15')] as const;
    given(agreementDecider, ...again).when(notice('2026-04-14')).thenNothing();
    given(agreementDecider, ...again).when(notice('2026-04-15')).then(stalled('2026-03-01'));
  });

  it('counts from the end of a pause', () => {
    const data = { pairingId, from: '2026-03-01T09:00:00.000Z', stallAt: '2026-04-15T00:00:00.000Z' };
    const resumed = [...bothSigned, paused, { type: 'AgreementResumed', data } as const] as const;
    given(agreementDecider, ...resumed).when(notice('2026-04-14')).thenNothing();
    given(agreementDecider, ...resumed).when(notice('2026-04-15')).then(stalled('2026-03-01'));
  });

  it('is none while nothing is in force', () => {
    for (const last of [paused, withdrawn('mentor'), closed]) {
      given(agreementDecider, ...bothSigned, last).when(notice('2026-05-01')).thenNothing();
    }
    given(agreementDecider, drafted()).when(notice('2026-05-01')).thenNothing();
    given(agreementDecider).when(notice('2026-05-01')).thenNothing();
  });

  it('is put off by an absence', () => {
    const until = '2026-03-10T00:00:00.000Z';
    const putOff: AgreementCommand = { type: 'putOffStall', until, at: '2026-02-26T00:00:00.000Z' };
    given(agreementDecider, ...bothSigned).when(putOff).then({ type: 'StallPutOff', data: { pairingId, stallAt: until } });
    given(agreementDecider, ...bothSigned).when({ ...putOff, at: until }).thenNothing();
    given(agreementDecider, ...bothSigned, paused).when(putOff).thenNothing();
  });
});

describe('drift', () => {
  const days = ['2026-02-01', '2026-02-15', '2026-03-01', '2026-03-15', '2026-04-01', '2026-04-15', '2026-05-01'];
  const session = (n: number, helpDesk: number, confirmed = true): NotedSession => noted(`s${n}`, days[n]!, helpDesk, confirmed);
  const history = (...helpDesk: number[]): readonly AgreementEvent[] =>
    [...bothSigned, ...helpDesk.map((minutes, n) => was(session(n, minutes), '2026-12-01'))];
  const told = (who: 'pair' | 'admin', ...sessionIds: string[]): AgreementEvent => ({
    type: 'DriftNoticed', data: { ...samplePair, told: who, sessionIds },
  });
  const noticed = (command: AgreementCommand, ...before: readonly AgreementEvent[]): readonly AgreementEvent[] => {
    const state = before.reduce(agreementDecider.evolve, agreementDecider.initial);
    return agreementDecider.decide(command, state).filter(({ type }) => type === 'DriftNoticed');
  };

  it('is help-desk over a quarter of three confirmed sessions running, told to the pair', () => {
    expect(noticed(note(session(2, 16)), ...history(16, 16))).toEqual([told('pair', 's0', 's1', 's2')]);
    expect(noticed(note(session(2, 15)), ...history(16, 16))).toEqual([]);
    expect(noticed(note(session(2, 16)), ...history(60, 0))).toEqual([]);
    expect(noticed(note(session(1, 16)), ...history(16))).toEqual([]);
    expect(noticed(note(session(2, 16, false)), ...history(16, 16))).toEqual([]);
    expect(noticed(note(session(2, 16)), ...history(16, 16), paused)).toEqual([]);
  });

  it('that goes on is told to the admin, then to nobody until three more show it', () => {
    const pair = told('pair', 's0', 's1', 's2');
    const admin = told('admin', 's1', 's2', 's3');
    expect(noticed(note(session(3, 16)), ...history(16, 16, 16), pair)).toEqual([admin]);
    expect(noticed(note(session(4, 16)), ...history(16, 16, 16, 16), pair, admin)).toEqual([]);
    const later = noticed(note(session(6, 16)), ...history(16, 16, 16, 16, 16, 16), pair, admin);
    expect(later).toEqual([told('pair', 's4', 's5', 's6')]);
  });
});
