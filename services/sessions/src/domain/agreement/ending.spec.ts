import { given } from '@flipside/testing';
import { LEADER, MENTOR, STRANGER, samplePair } from '../pair.samples.js';
import { AT, bothSigned, closed, drafted, noted, paused, withdrawn } from './agreement.samples.js';
import type { AgreementCommand } from './commands.js';
import { agreementDecider } from './decide.js';
import type { AgreementEvent } from './events.js';

const withdraw = (by: string): AgreementCommand => ({ type: 'withdraw', ...samplePair, by, at: AT });
const complete = (by: string, day: string, closingHeldOn: string | null = day): AgreementCommand => ({
  type: 'complete', by, closingHeldOn, at: `${day}T10:00:00.000Z`,
});
const held = (count: number): readonly AgreementEvent[] => Array.from({ length: count }, (_, n) => ({
  type: 'SessionNoted',
  data: { pairingId: samplePair.pairingId, ...noted(`s${n}`, `2026-02-0${n + 1}`), stallAt: '2026-04-01T00:00:00.000Z' },
}));
const completed: AgreementEvent = {
  type: 'AgreementCompleted', data: { ...samplePair, completedOn: '2026-07-01', closingHeldOn: '2026-07-01' },
};
const resume: AgreementCommand = { type: 'resume', from: '2026-02-02T09:00:00.000Z', at: '2026-02-02T09:00:00.000Z' };

describe('the no-fault exit', () => {
  it('is open to either side at any time before the end, also before anything was drafted', () => {
    for (const history of [[], [drafted()], bothSigned, [...bothSigned, paused]]) {
      given(agreementDecider, ...history).when(withdraw(MENTOR)).then(withdrawn('mentor'));
      given(agreementDecider, ...history).when(withdraw(LEADER)).then(withdrawn('mentee'));
      given(agreementDecider, ...history).when(withdraw(STRANGER)).thenRefused('agreement-not-found');
    }
    given(agreementDecider, ...bothSigned, completed).when(withdraw(MENTOR)).thenRefused('agreement-over');
    given(agreementDecider, ...bothSigned, closed).when(withdraw(MENTOR)).thenRefused('agreement-over');
  });

  it('pauses at once, in one event as every other pause does, so that a count of events tells nothing', () => {
    given(agreementDecider, ...bothSigned).when(withdraw(MENTOR)).thenState({ status: 'paused' });
    const pause: AgreementCommand = { type: 'pause', from: AT, at: AT };
    given(agreementDecider, ...bothSigned).when(pause).then(paused);
    given(agreementDecider, ...bothSigned, withdrawn('mentor')).when(pause).thenNothing();
  });

  it('does not tell the second who leaves that the first has left', () => {
    given(agreementDecider, ...bothSigned, withdrawn('mentor')).when(withdraw(LEADER)).then(withdrawn('mentee'));
    given(agreementDecider, ...bothSigned, withdrawn('mentor')).when(withdraw(MENTOR)).thenNothing();
  });

  it('is not undone by a resumed pairing', () => {
    const { pairingId } = samplePair;
    const data = { pairingId, from: '2026-02-02T09:00:00.000Z', stallAt: '2026-03-19T00:00:00.000Z' };
    const resumed = { type: 'AgreementResumed', data } as const;
    given(agreementDecider, ...bothSigned, paused).when(resume).then(resumed);
    given(agreementDecider, ...bothSigned, paused).when(resume).thenState({ status: 'in-force', clockFrom: '2026-02-02' });
    given(agreementDecider, drafted(), paused).when(resume).thenState({ status: 'drafted' });
    given(agreementDecider, ...bothSigned, withdrawn('mentee')).when(resume).thenNothing();
    given(agreementDecider, ...bothSigned, paused, withdrawn('mentee')).when(resume).thenNothing();
  });
});

describe('what matching tells', () => {
  it('closes an agreement once', () => {
    const close: AgreementCommand = { type: 'close', at: '2026-02-02T09:00:00.000Z' };
    for (const history of [bothSigned, [...bothSigned, paused], [...bothSigned, withdrawn('mentor')]]) {
      given(agreementDecider, ...history).when(close).then(closed);
      given(agreementDecider, ...history, closed).when(close).thenNothing();
    }
    given(agreementDecider, ...bothSigned, completed).when(close).thenNothing();
  });

  it('means nothing where nothing was drafted, or it is so already', () => {
    given(agreementDecider).when({ type: 'pause', from: AT, at: AT }).thenNothing();
    given(agreementDecider, ...bothSigned).when(resume).thenNothing();
    given(agreementDecider, ...bothSigned, completed).when({ type: 'pause', from: AT, at: AT }).thenNothing();
  });
});

describe('completing an agreement', () => {
  it('takes a closing, near the end or with every session held', () => {
    given(agreementDecider, ...bothSigned).when(complete(MENTOR, '2026-07-01')).then(completed);
    given(agreementDecider, ...bothSigned).when(complete(LEADER, '2026-07-01', null)).thenRefused('closing-missing');
    given(agreementDecider, ...bothSigned).when(complete(LEADER, '2026-07-01', '2026-07-02')).thenRefused('closing-missing');
    given(agreementDecider, ...bothSigned).when(complete(LEADER, '2026-04-01')).thenRefused('too-early-to-complete');
    const early = complete(LEADER, '2026-04-01');
    given(agreementDecider, ...bothSigned, ...held(5)).when(early).thenRefused('too-early-to-complete');
    given(agreementDecider, ...bothSigned, ...held(6)).when(early).thenState({ status: 'completed' });
  });

  it('is by one of the pair, once, and not of a paused one', () => {
    given(agreementDecider, ...bothSigned).when(complete(STRANGER, '2026-07-01')).thenRefused('agreement-not-found');
    given(agreementDecider, ...bothSigned, completed).when(complete(LEADER, '2026-07-01')).thenNothing();
    given(agreementDecider, ...bothSigned, paused).when(complete(LEADER, '2026-07-01')).thenRefused('agreement-not-in-force');
    given(agreementDecider, ...bothSigned, closed).when(complete(LEADER, '2026-07-01')).thenRefused('agreement-over');
    given(agreementDecider, drafted()).when(complete(LEADER, '2026-07-01')).thenRefused('agreement-not-in-force');
  });

  it('is done by the system two weeks after the last day, without a closing', () => {
    const late: AgreementEvent = {
      type: 'AgreementCompleted', data: { ...samplePair, completedOn: '2026-07-25', closingHeldOn: null },
    };
    given(agreementDecider, ...bothSigned).when(complete('system', '2026-07-25', null)).then(late);
    given(agreementDecider, ...bothSigned).when(complete('system', '2026-07-24', null)).thenNothing();
    given(agreementDecider, ...bothSigned, completed).when(complete('system', '2026-07-25', null)).thenNothing();
    given(agreementDecider, ...bothSigned, paused).when(complete('system', '2026-07-25', null)).thenNothing();
  });
});
