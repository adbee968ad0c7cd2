import { foldsAfterErasure, foldsFromItsEvents, given } from '@flipside/testing';
import fc from 'fast-check';
import { LEADER, MENTOR, PAIRING, PROGRAMME, STRANGER } from '../pair.samples.js';
import { checkInDecider, type CheckInCommand } from './decide.js';
import { checkInSchemas, type CheckInEvent, type Round } from './events.js';

const OPENS = '2026-02-11T08:00:00.000Z';
const CLOSES = '2026-02-25T08:00:00.000Z';
const ID = 'a1d3c0de-0000-4000-8000-000000000030';
const round: Round = { checkInId: ID, pairingId: PAIRING, programmeId: PROGRAMME, cohort: 1, round: 1, occasion: 'interim' };
const instruments = [
  { instrument: 'pair-speaking-up', version: 1, items: [{ item: 'psu-1', reversed: false }, { item: 'psu-2', reversed: true }] },
  { instrument: 'worthwhile', version: 1, items: [{ item: 'ww-1', reversed: false }] },
];
const both = [
  { personId: MENTOR, role: 'mentor' as const },
  { personId: LEADER, role: 'mentee' as const },
];
const open = (mentorLast: string | null, leaderLast: string | null, change: object = {}): CheckInCommand => ({
  type: 'open', ...round, instruments, asksUnits: false, closesAt: CLOSES, at: OPENS,
  respondents: both.map((one, index) => ({ ...one, lastSurveyOn: [mentorLast, leaderLast][index]! })), ...change,
});
const opened = (respondents = both, asksUnits = false): CheckInEvent => ({
  type: 'CheckInOpened',
  data: { ...round, instruments, asksUnits, respondents, openedOn: '2026-02-11', closesAt: CLOSES },
});
const answer = (by: string, answers: Record<string, number | null>, change: object = {}): CheckInCommand => ({
  type: 'answer', by, answers, units: null, comment: null, at: CLOSES, ...change,
});
const answered = (by: string, answers: Record<string, number | null>): CheckInEvent => ({
  type: 'CheckInAnswered',
  data: { ...round, respondentId: by, role: by === MENTOR ? 'mentor' : 'mentee', answers, units: null, comment: null },
});
const full = { 'psu-1': 4, 'psu-2': 2, 'ww-1': 5 };

describe('opening a check-in', () => {
  it('asks everybody who was not asked for 30 days in any programme', () => {
    given(checkInDecider).when(open(null, null)).then(opened());
    given(checkInDecider).when(open('2026-01-12', '2026-01-12')).then(opened());
    given(checkInDecider).when(open('2026-01-13', null)).then(opened([both[1]!]));
    given(checkInDecider).when(open('2026-02-01', '2026-01-13')).thenRefused('survey-too-soon');
    given(checkInDecider, opened()).when(open(null, null)).thenNothing();
  });

  it.each([
    ['instrument-missing', { instruments: [] }],
    ['item-twice', { instruments: [...instruments, instruments[1]] }],
    ['closes-before-it-opens', { closesAt: OPENS }],
  ])('refuses %s', (code, change) => {
    given(checkInDecider).when(open(null, null, change)).thenRefused(code);
  });
});

describe('answering a check-in', () => {
  it('is done once by each who was asked, until it closes', () => {
    given(checkInDecider, opened()).when(answer(MENTOR, full)).then(answered(MENTOR, full));
    given(checkInDecider, opened(), answered(MENTOR, full)).when(answer(LEADER, full)).then(answered(LEADER, full));
    given(checkInDecider, opened(), answered(MENTOR, full)).when(answer(MENTOR, full)).thenRefused('already-answered');
    given(checkInDecider, opened()).when(answer(STRANGER, full)).thenRefused('check-in-not-found');
    given(checkInDecider, opened([both[1]!])).when(answer(MENTOR, full)).thenRefused('check-in-not-found');
    given(checkInDecider).when(answer(MENTOR, full)).thenRefused('check-in-not-found');
    const late = answer(MENTOR, full, { at: '2026-02-25T08:00:00.001Z' });
    given(checkInDecider, opened()).when(late).thenRefused('check-in-closed');
    const closed = { type: 'CheckInClosed', data: round } as const;
    given(checkInDecider, opened(), closed).when(answer(MENTOR, full)).thenRefused('check-in-closed');
  });

  it('may leave items out', () => {
    const some = { 'psu-1': 4, 'psu-2': null, 'ww-1': null };
    given(checkInDecider, opened()).when(answer(MENTOR, { 'psu-1': 4 })).then(answered(MENTOR, some));
  });

  it.each([
    ['answers-missing', {}, {}],
    ['answers-missing', { 'psu-1': null }, {}],
    ['unknown-item', { 'psu-9': 3 }, {}],
    ['unknown-item', full, { units: [PAIRING] }],
    ['answer-out-of-range', { 'psu-1': 6 }, {}],
    ['answer-out-of-range', { 'psu-1': 0 }, {}],
    ['answer-out-of-range', { 'psu-1': 2.5 }, {}],
  ])('refuses %s', (code, answers, change) => {
    given(checkInDecider, opened()).when(answer(MENTOR, answers as never, change)).thenRefused(code);
  });

  it('names the units worked with where they are asked', () => {
    const units = (n: number): CheckInCommand => answer(MENTOR, full, { units: Array.from({ length: n }, () => PAIRING) });
    given(checkInDecider, opened(both, true)).when(units(2)).thenState({ status: 'open' });
    given(checkInDecider, opened(both, true)).when(units(51)).thenRefused('units-too-many');
  });
});

describe('closing a check-in', () => {
  it('comes at its time, not when all have answered', () => {
    given(checkInDecider, opened()).when({ type: 'close', at: CLOSES }).then({ type: 'CheckInClosed', data: round });
    const all = [opened(), answered(MENTOR, full), answered(LEADER, full)] as const;
    given(checkInDecider, ...all).when({ type: 'close', at: OPENS }).thenNothing();
    given(checkInDecider, opened(), { type: 'CheckInClosed', data: round }).when({ type: 'close', at: CLOSES }).thenNothing();
    given(checkInDecider).when({ type: 'close', at: CLOSES }).thenNothing();
  });
});

describe('a check-in', () => {
  const by = fc.constantFrom(MENTOR, LEADER, STRANGER);
  const command = fc.oneof(
    fc.constant(open(null, '2026-02-01')), fc.constant(open(null, null)),
    fc.tuple(by, fc.integer({ min: 0, max: 6 })).map(([who, value]) => answer(who, { 'psu-1': value })),
    fc.constantFrom(OPENS, CLOSES).map((at) => ({ type: 'close' as const, at })),
  );
  it('folds from its events', () => foldsFromItsEvents(checkInDecider, command));
  it('folds after an erasure', () => foldsAfterErasure(checkInDecider, checkInSchemas, command));
});
