import { given } from '@flipside/testing';
import { LEADER, MENTOR, STRANGER } from '../pair.samples.js';
import {
  bothSigned, closed, draftBy, drafted, inForce, paused, proposal, signBy, signed, terms, withdrawn,
} from './agreement.samples.js';
import { agreementDecider } from './decide.js';
import type { AgreementEvent } from './events.js';

describe('drafting an agreement', () => {
  it('is for either of the pair', () => {
    given(agreementDecider).when(draftBy(MENTOR)).then(drafted());
    given(agreementDecider).when(draftBy(LEADER)).thenState({ status: 'drafted' });
    given(agreementDecider).when(draftBy(STRANGER)).thenRefused('agreement-not-found');
  });

  it('needs an active pairing', () => {
    given(agreementDecider).when({ ...draftBy(MENTOR), pairingActive: false }).thenRefused('agreement-not-in-force');
  });

  it.each([
    ['skill-at-target', { levels: [{ topic: 'prompting', baseline: 3, target: 3 }] }],
    ['skill-at-target', { levels: [{ topic: 'prompting', baseline: 4, target: 3 }] }],
    ['level-missing', { levels: [] }],
    ['level-missing', { levels: [...proposal.levels, ...proposal.levels] }],
    ['level-out-of-range', { levels: [{ topic: 'prompting', baseline: 1, target: 6 }] }],
    ['level-out-of-range', { levels: [{ topic: 'prompting', baseline: 0.5, target: 3 }] }],
    ['level-without-topic', { levels: [...proposal.levels, { topic: 'sql', baseline: 1, target: 3 }] }],
    ['perspective-not-rated', { levels: [...proposal.levels, { topic: 'lived-inclusion', baseline: 1, target: 3 }] }],
    ['code-invalid', { topics: [{ topic: 'Ask Jane Doe', kind: 'skill' as const }] }],
    ['topics-missing', { topics: [], levels: [] }],
    ['topic-twice', { topics: [...proposal.topics, ...proposal.topics] }],
    ['agreement-ends-before-start', { endsOn: '2026-01-12' }],
    ['cadence-invalid', { cadence: { sessions: 0, minMinutes: 45, maxMinutes: 60 } }],
    ['cadence-invalid', { cadence: { sessions: 6, minMinutes: 60, maxMinutes: 45 } }],
    ['place-in-leaders-office', { awayFromLeadersOffice: false }],
  ])('refuses %s', (code, change) => {
    given(agreementDecider).when(draftBy(MENTOR, change)).thenRefused(code);
    given(agreementDecider, ...bothSigned).when(draftBy(MENTOR, change)).thenRefused(code);
  });

  it('anew makes a signature void', () => {
    given(agreementDecider, drafted(), signed('mentor')).when(draftBy(MENTOR)).then(drafted(2));
    given(agreementDecider, drafted(), signed('mentor'), drafted(2)).when(signBy(LEADER, 2)).then(signed('mentee', 2));
  });
});

describe('signing an agreement', () => {
  it('puts it in force with the second side', () => {
    given(agreementDecider, drafted()).when(signBy(MENTOR)).then(signed('mentor'));
    given(agreementDecider, drafted(), signed('mentor')).when(signBy(LEADER)).then(signed('mentee'), inForce);
    given(agreementDecider, drafted(), signed('mentor')).when(signBy(LEADER)).thenState({ status: 'in-force', draft: null });
  });

  it('is done once by a side', () => {
    given(agreementDecider, drafted(), signed('mentor')).when(signBy(MENTOR)).thenRefused('already-signed');
    given(agreementDecider, ...bothSigned).when(signBy(MENTOR)).thenRefused('already-signed');
  });

  it('is of the version that was read, by one of the pair, with the pledges', () => {
    given(agreementDecider, drafted(), drafted(2)).when(signBy(MENTOR, 1)).thenRefused('draft-changed');
    given(agreementDecider, drafted()).when(signBy(STRANGER)).thenRefused('agreement-not-found');
    given(agreementDecider).when(signBy(MENTOR)).thenRefused('agreement-not-found');
    given(agreementDecider, drafted()).when({ ...signBy(MENTOR), confidentiality: false }).thenRefused('pledge-missing');
    given(agreementDecider, drafted()).when({ ...signBy(LEADER), noRepercussion: false }).thenRefused('pledge-missing');
    given(agreementDecider, drafted()).when({ ...signBy(MENTOR), noRepercussion: false }).then(signed('mentor'));
  });

  it('of other terms by both amends it; until then the first terms hold', () => {
    const amended = { ...inForce, type: 'AgreementAmended', data: { ...inForce.data, version: 2 } } as AgreementEvent;
    const redrafted = [...bothSigned, drafted(2)] as const;
    given(agreementDecider, ...redrafted).when(signBy(LEADER, 2)).then(signed('mentee', 2));
    const stillFirst = { ...terms, version: 1 };
    given(agreementDecider, ...redrafted).when(signBy(LEADER, 2)).thenState({ status: 'in-force', terms: stillFirst });
    given(agreementDecider, ...redrafted, signed('mentee', 2)).when(signBy(MENTOR, 2)).then(signed('mentor', 2), amended);
  });

  it('is refused in the same words whatever paused it', () => {
    for (const last of [paused, withdrawn('mentor'), withdrawn('mentee')]) {
      given(agreementDecider, drafted(), last).when(signBy(MENTOR)).thenRefused('agreement-not-in-force');
      given(agreementDecider, ...bothSigned, last).when(draftBy(LEADER)).thenRefused('agreement-not-in-force');
      given(agreementDecider, ...bothSigned, last, closed).when(draftBy(LEADER)).thenRefused('agreement-over');
    }
  });
});
