import { foldsAfterErasure, foldsFromItsEvents, given } from '@flipside/testing';
import fc from 'fast-check';
import { LEADER, MENTOR, STRANGER, samplePair } from '../pair.samples.js';
import type { CommandOf, SprintCommand } from './commands.js';
import { sprintDecider } from './decide.js';
import { sprintSchemas, type SprintEvent } from './events.js';

const AT = '2026-02-03T09:00:00.000Z';
const ids = { ...samplePair, sprintId: 'a1d3c0de-0000-4000-8000-000000000020' };
const exercise = { method: 'assistant', exercise: 'summarise a report', definitionOfDone: 'a colleague uses it' };
const facts = { topic: 'prompting', startsOn: '2026-02-02', endsOn: '2026-02-13', exercise };
const planBy = (by: string, change: Partial<CommandOf<'plan'>> = {}): SprintCommand => ({
  type: 'plan', ...ids, ...facts, by, agreement: { inForce: true, topics: ['prompting'] }, at: AT, ...change,
});
const environment = { sandbox: true, leadersOwnAccount: true, liveCustomerData: false, mentorsCredentials: false };
const prepare = (change: Partial<typeof environment> = {}, by = LEADER): SprintCommand => ({
  type: 'prepare', by, environment: { ...environment, ...change }, at: AT,
});
const start: SprintCommand = { type: 'start', by: LEADER, at: AT };
const complete = (by: string, at = AT, evidence = 'the summary'): SprintCommand => ({ type: 'complete', by, evidence, at });
const abandon = (by: string): SprintCommand => ({ type: 'abandon', by, at: AT });

const planned: SprintEvent = { type: 'SprintPlanned', data: { ...ids, ...facts } };
const ready: SprintEvent = { type: 'SprintEnvironmentReady', data: ids };
const started: SprintEvent = { type: 'SprintStarted', data: { ...ids, startedOn: '2026-02-03' } };
const completedOn = (day: string, withinTimeBox: boolean): SprintEvent => ({
  type: 'SprintCompleted', data: { ...ids, completedOn: day, withinTimeBox, evidence: 'the summary' },
});
const abandoned: SprintEvent = { type: 'SprintAbandoned', data: { ...ids, abandonedOn: '2026-02-03' } };

describe('planning a sprint', () => {
  it('is for one of the pair, about an agreed topic, with a time box and a definition of done', () => {
    given(sprintDecider).when(planBy(MENTOR)).then(planned);
    given(sprintDecider).when(planBy(STRANGER)).thenRefused('sprint-not-found');
    given(sprintDecider, planned).when(planBy(MENTOR)).thenRefused('sprint-exists');
  });

  it.each([
    ['agreement-not-in-force', { agreement: { inForce: false, topics: ['prompting'] } }],
    ['topic-not-agreed', { topic: 'sql' }],
    ['time-box-invalid', { endsOn: '2026-02-01' }],
    ['definition-of-done-missing', { exercise: { ...exercise, definitionOfDone: ' ' } }],
  ])('refuses %s', (code, change) => {
    given(sprintDecider).when(planBy(MENTOR, change)).thenRefused(code);
  });
});

describe('starting a sprint', () => {
  it('takes a sandbox and the leader’s own account', () => {
    given(sprintDecider, planned).when(prepare()).then(ready);
    given(sprintDecider, planned, ready).when(prepare()).thenNothing();
    given(sprintDecider, planned).when(prepare({}, STRANGER)).thenRefused('sprint-not-found');
    given(sprintDecider, planned, ready).when(start).then(started);
    given(sprintDecider, planned, ready, started).when(start).thenNothing();
    given(sprintDecider, planned).when(start).thenRefused('environment-not-ready');
    given(sprintDecider).when(start).thenRefused('sprint-not-found');
  });

  it.each([
    ['sandbox-missing', { sandbox: false }],
    ['own-account-missing', { leadersOwnAccount: false }],
    ['live-data', { liveCustomerData: true }],
    ['mentors-credentials', { mentorsCredentials: true }],
  ])('refuses %s', (code, change) => {
    given(sprintDecider, planned).when(prepare(change)).thenRefused(code);
  });
});

describe('ending a sprint', () => {
  const running = [planned, ready, started] as const;

  it('is completed by the mentor, who saw the evidence', () => {
    given(sprintDecider, ...running).when(complete(MENTOR)).then(completedOn('2026-02-03', true));
    given(sprintDecider, ...running).when(complete(MENTOR, '2026-02-14T09:00:00.000Z')).then(completedOn('2026-02-14', false));
    given(sprintDecider, ...running).when(complete(LEADER)).thenRefused('evidence-not-seen');
    given(sprintDecider, ...running).when(complete(MENTOR, AT, '')).thenRefused('evidence-missing');
    given(sprintDecider, planned, ready).when(complete(MENTOR)).thenRefused('sprint-not-at-that-point');
    given(sprintDecider, ...running, completedOn('2026-02-03', true)).when(complete(MENTOR)).thenNothing();
  });

  it('is abandoned by either side, or with the pairing', () => {
    for (const by of [MENTOR, LEADER, 'programme']) given(sprintDecider, ...running).when(abandon(by)).then(abandoned);
    given(sprintDecider, ...running, abandoned).when(abandon(LEADER)).thenNothing();
    given(sprintDecider, ...running, abandoned).when(prepare()).thenRefused('sprint-over');
    given(sprintDecider, ...running, completedOn('2026-02-03', true)).when(abandon('programme')).thenNothing();
    given(sprintDecider, ...running, completedOn('2026-02-03', true)).when(abandon(LEADER)).thenRefused('sprint-over');
  });
});

describe('a sprint', () => {
  const by = fc.constantFrom(MENTOR, LEADER, STRANGER);
  const command = fc.oneof(
    by.map((who) => planBy(who)), by.map((who) => prepare({}, who)), by.map((who) => complete(who)),
    by.map(abandon), fc.constant(start), fc.constant(abandon('programme')),
  );
  it('folds from its events', () => foldsFromItsEvents(sprintDecider, command));
  it('folds after an erasure', () => foldsAfterErasure(sprintDecider, sprintSchemas, command));
});
