import { given } from '@flipside/testing';
import { samplePair } from '../pair.samples.js';
import { AT, bothSigned, closed, drafted, paused, signed, withdrawn } from './agreement.samples.js';
import type { AgreementCommand } from './commands.js';
import { agreementDecider } from './decide.js';
import type { AgreementEvent, Ask } from './events.js';

const { pairingId } = samplePair;
const ask: Ask = { askId: 'signature-1', about: 'signature', to: 'mentee' };
const NEXT = '2026-01-14T09:00:00.000Z';
const nudge = (step: 'reminder' | 'nudge', of: Ask = ask): AgreementCommand => ({
  type: 'nudge', ask: of, step, nextAt: NEXT, at: AT,
});
const sent = (step: 'reminder' | 'nudge', of: Ask = ask): AgreementEvent => ({
  type: 'NudgeSent', data: { pairingId, ...of, step, sentAt: AT, nextAt: NEXT },
});
const escalate = (of: Ask = ask): AgreementCommand => ({ type: 'escalateSilence', ask: of, since: AT, at: AT });
const waiting = [drafted(), signed('mentor')] as const;

describe('reminders', () => {
  it('are facts, each once', () => {
    given(agreementDecider, ...waiting).when(nudge('reminder')).then(sent('reminder'));
    given(agreementDecider, ...waiting, sent('reminder')).when(nudge('reminder')).thenNothing();
    given(agreementDecider, ...waiting, sent('reminder')).when(nudge('nudge')).then(sent('nudge'));
  });

  it('end with the answer, with another draft and with the agreement', () => {
    given(agreementDecider, ...bothSigned).when(nudge('reminder')).thenNothing();
    given(agreementDecider, drafted(), signed('mentee')).when(nudge('reminder')).thenNothing();
    given(agreementDecider, ...waiting, drafted(2)).when(nudge('reminder')).thenNothing();
    for (const last of [paused, withdrawn('mentor'), closed]) {
      given(agreementDecider, ...waiting, last).when(nudge('reminder')).thenNothing();
    }
    given(agreementDecider).when(nudge('reminder')).thenNothing();
  });

  it('wait for somebody who is absent', () => {
    const until = '2026-02-02T09:00:00.000Z';
    const putOff: AgreementCommand = { type: 'putOffNudge', ask, step: 'reminder', from: AT, until, at: AT };
    given(agreementDecider, ...waiting).when(putOff).then({
      type: 'NudgePutOff', data: { pairingId, ...ask, step: 'reminder', from: AT, until },
    });
    given(agreementDecider, ...waiting).when({ ...putOff, until: AT }).thenNothing();
    given(agreementDecider, ...bothSigned).when(putOff).thenNothing();
  });

  it('of a retest come after the end', () => {
    const retest: Ask = { askId: 'retest-prompting', about: 'retest', to: 'mentee' };
    const completed: AgreementEvent = {
      type: 'AgreementCompleted', data: { ...samplePair, completedOn: '2026-07-01', closingHeldOn: null },
    };
    given(agreementDecider, ...bothSigned, completed).when(nudge('reminder', retest)).then(sent('reminder', retest));
    given(agreementDecider, ...bothSigned).when(nudge('reminder', retest)).thenNothing();
  });
});

describe('silence', () => {
  const escalated: AgreementEvent = { type: 'SilenceEscalated', data: { ...samplePair, askId: ask.askId, since: AT } };

  it('of the leader goes to the sponsor after the nudge, once', () => {
    given(agreementDecider, ...waiting, sent('reminder'), sent('nudge')).when(escalate()).then(escalated);
    given(agreementDecider, ...waiting, sent('reminder')).when(escalate()).thenNothing();
    given(agreementDecider, ...waiting, sent('nudge'), escalated).when(escalate()).thenNothing();
    given(agreementDecider, ...bothSigned, sent('nudge')).when(escalate()).thenNothing();
  });

  it('of the mentor goes nowhere', () => {
    const toMentor: Ask = { ...ask, to: 'mentor' };
    given(agreementDecider, drafted(), signed('mentee'), sent('nudge', toMentor)).when(escalate(toMentor)).thenNothing();
  });
});
