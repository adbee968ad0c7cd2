import { given } from '@flipside/testing';
import { enrolmentDecider } from './decide.js';
import {
  admit, admitted, applied, apply, eligibility, goalsSet, grant, granted, invited, ready, refuse, refused, setGoals, terms, train,
  trained, whose, withdrawn,
} from './enrolment.samples.js';
import { enrolmentStream, type EnrolmentEvent, type Terms } from './events.js';

const after = (...events: EnrolmentEvent[]) => given(enrolmentDecider, ...events);

describe('being asked', () => {
  const nomination = { by: 'bob', lapsesOn: '2026-02-01' };
  const nominate = { type: 'Nominate', ...whose, ...nomination, on: '2026-01-05' } as const;
  const nominated: EnrolmentEvent = { type: 'Nominated', data: { ...whose, ...nomination } };

  it('enrols nobody, however often', () => {
    after().when({ type: 'Invite', ...whose }).then(invited);
    after(invited).when({ type: 'Invite', ...whose }).thenNothing();
    after(invited).when(admit).thenRefused('not-applied');
    after(invited).when(setGoals).thenRefused('not-applied');
  });

  it('by a nomination lapses silently, and may come again then', () => {
    after().when(nominate).then(nominated);
    after(nominated).when(nominate).thenNothing();
    after(nominated).when({ ...nominate, on: '2026-02-02', lapsesOn: '2026-03-01' }).thenState({ status: 'asked' });
    after().when({ ...nominate, by: 'ada' }).thenRefused('nominated-oneself');
    after(applied).when(nominate).thenNothing();
    after(nominated).when(apply).then(applied);
  });
});

describe('applying', () => {
  it('is done by oneself alone', () => {
    after().when(apply).then(applied);
    after(applied).when(apply).thenNothing();
    after().when({ ...apply, by: 'boss' }).thenRefused('enrolment-unknown');
  });

  it('takes the cohort of the invitation, until admission says another', () => {
    const { cohort: _cohort, ...unsaid } = apply;
    after(invited).when(unsaid).then(applied);
    after(applied).when({ ...admit, cohort: 2 }).then({ type: 'Admitted', data: { ...whose, cohort: 2, modules: ['m1', 'm2'] } });
  });

  it('needs an open programme, an employment, and a programme for one’s type of it', () => {
    const as = (changes: object) => after().when({ ...apply, eligibility: { ...eligibility, ...changes } });
    as({ programme: 'draft' }).thenRefused('programme-not-open');
    as({ employed: false }).thenRefused('not-employed');
    as({ type: 'contractor' }).thenRefused('contractors-not-admitted');
    as({ type: 'agency' }).thenRefused('contractors-not-admitted');
    as({ type: 'contractor', contractorsAdmitted: true }).then(applied);
    as({ type: null }).then(applied);
  });

  it('may lead to the waiting list and from there to admission', () => {
    const waitlisted: EnrolmentEvent = { type: 'Waitlisted', data: whose };
    after(applied).when({ type: 'Waitlist', ...whose }).then(waitlisted);
    after(applied, waitlisted).when({ type: 'Waitlist', ...whose }).thenNothing();
    after(applied, waitlisted).when(admit).then(admitted);
    after(applied, admitted).when({ type: 'Waitlist', ...whose }).thenNothing();
  });
});

describe('getting ready', () => {
  const almost = [applied, admitted, goalsSet, trained('m1'), granted];

  it('is complete with goals, every module, and hours from the line manager, whatever comes last', () => {
    after(...almost).when(train('m2')).then(trained('m2'), ready);
    after(applied, admitted, trained('m1'), trained('m2'), granted).when(setGoals).then(goalsSet, ready);
    after(applied, admitted, goalsSet, trained('m1'), trained('m2')).when(grant).then(granted, ready);
    after(applied, goalsSet, trained('m1'), trained('m2'), granted).when(admit).then(admitted, ready);
    after(applied, admitted, goalsSet).when(train('m1')).then(trained('m1'));
  });

  it('needs no hours for a leader', () => {
    const leader = { ...whose, role: 'mentee' } as const;
    const asLeader = (event: EnrolmentEvent) => ({ ...event, data: { ...event.data, role: 'mentee' } }) as EnrolmentEvent;
    const events = [applied, admitted, goalsSet, trained('m1')].map(asLeader);
    after(...events).when({ ...train('m2'), ...leader }).then(asLeader(trained('m2')), asLeader(ready));
    after(...events).when({ ...grant, ...leader }).thenRefused('time-for-mentors');
  });

  it('is done by oneself; others read of no enrolment', () => {
    after(...almost).when({ ...train('m2'), by: 'boss' }).thenRefused('enrolment-unknown');
    after(...almost).when({ ...setGoals, by: 'boss' }).thenRefused('enrolment-unknown');
    after(...almost).when(train('m1')).thenNothing();
    after(...almost).when(setGoals).thenNothing();
    after(...almost).when(train('m3')).thenRefused('module-not-needed');
    after(applied).when(train('m1')).thenRefused('module-not-needed');
    after(applied).when(train('emotional-load')).then(trained('emotional-load'));
  });

  it('has goals in words, and terms that the role can have', () => {
    const set = (changes: Partial<Terms>) => after(applied).when({ ...setGoals, terms: { ...terms, ...changes } });
    set({ goals: [] }).thenRefused('goals-missing');
    set({ goals: [{ text: ' ', area: null }] }).thenRefused('goals-missing');
    set({ goals: [{ text: 'x', area: 'space' }] }).thenRefused('unknown-area');
    set({ slots: 2, ownChain: true }).thenState({ status: 'applied' });
    after(applied).when({ ...setGoals, role: 'mentee', terms: { ...terms, slots: 2 } }).thenRefused('mentors-terms');
  });
});

describe('time', () => {
  const all = [applied, admitted, goalsSet, trained('m1'), trained('m2'), granted, ready];

  it('is released by the line manager, with enough hours and the own pledge', () => {
    after(applied).when(grant).then(granted);
    after(applied).when({ ...grant, by: 'other' }).thenRefused('enrolment-unknown');
    after(applied).when({ ...grant, by: 'ada', lineManagerId: null }).thenRefused('enrolment-unknown');
    after(applied).when({ ...grant, hoursPerMonth: 1 }).thenRefused('hours-out-of-range');
    after(applied).when({ ...grant, hoursPerMonth: Number.NaN }).thenRefused('hours-out-of-range');
    after(applied).when({ ...grant, pledge: null }).thenRefused('pledge-missing');
    after(applied, granted).when(grant).thenNothing();
  });

  it('that is refused, also later, makes not ready until it is released', () => {
    after(applied).when(refuse).then(refused);
    after(applied).when({ ...refuse, by: 'ada' }).thenRefused('enrolment-unknown');
    after(...all).when(refuse).thenState({ status: 'admitted', time: 'refused' } as never);
    after(...all, refused).when(refuse).thenNothing();
    after(...all, refused).when(grant).then(granted, ready);
  });
});

describe('resting and leaving', () => {
  const pause = { type: 'PauseEnrolment', ...whose, by: 'ada', cause: 'own-wish' } as const;
  const paused = (cause: 'own-wish' | 'programme'): EnrolmentEvent => ({ type: 'EnrolmentPaused', data: { ...whose, cause } });
  const resume = { type: 'ResumeEnrolment', ...whose, by: 'ada' } as const;
  const resumed: EnrolmentEvent = { type: 'EnrolmentResumed', data: whose };

  it('rests by one’s own wish, or by the programme’s, until the same one lifts it', () => {
    after(applied).when(pause).then(paused('own-wish'));
    after(applied).when({ ...pause, by: 'boss' }).thenRefused('enrolment-unknown');
    after(applied, paused('own-wish')).when(pause).thenNothing();
    after(applied, paused('own-wish')).when(resume).then(resumed);
    after(applied, paused('own-wish')).when({ ...resume, by: null }).thenRefused('enrolment-unknown');
    after(applied, paused('programme')).when(resume).thenRefused('paused-by-programme');
    after(applied, paused('programme')).when({ ...resume, by: null }).then(resumed);
    after(applied).when(resume).thenNothing();
  });

  it('ends by one’s own wish or by what HR says, once, and may begin anew with the training done', () => {
    const withdraw = { type: 'WithdrawEnrolment', ...whose, by: 'ada', cause: 'own-wish' } as const;
    after(applied).when(withdraw).then(withdrawn);
    after(applied).when({ ...withdraw, by: 'boss' }).thenRefused('enrolment-unknown');
    after(applied).when({ ...withdraw, by: null, cause: 'left' }).thenState({ status: 'withdrawn' });
    after(applied, withdrawn).when(withdraw).thenNothing();
    after().when(withdraw).thenRefused('not-applied');
    after(invited).when({ ...withdraw, by: null, cause: 'left' }).thenNothing();
    const nameless: EnrolmentEvent = { type: 'EnrolmentWithdrawn', data: { ...whose, cause: null } };
    after(applied).when({ ...withdraw, by: null, cause: 'erased' }).then(nameless);
    after(applied, withdrawn).when(setGoals).thenRefused('enrolment-withdrawn');
    after(applied, trained('m1'), withdrawn).when(apply).thenState({ status: 'applied', completed: ['m1'] } as never);
  });
});

it('has a stream a person, programme and role', () => expect(enrolmentStream(whose)).toBe('enrolment-p_ada_mentor'));
