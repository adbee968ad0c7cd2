import { foldsAfterErasure, foldsFromItsEvents, given } from '@flipside/testing';
import fc from 'fast-check';
import { LEADER, MENTOR, PROGRAMME, STRANGER } from '../pair.samples.js';
import type { ConcernCommand, Reporter } from './commands.js';
import { acknowledgeBy, concernDecider, feedbackBy } from './decide.js';
import { concernSchemas, type ConcernEvent } from './events.js';

const CUSTODIAN = 'a1d3c0de-0000-4000-8000-000000000051';
const DEPUTY = 'a1d3c0de-0000-4000-8000-000000000052';
const concernId = 'a1d3c0de-0000-4000-8000-000000000050';
const DAY = '2026-03-02';
const HASH = 'b5bb9d80';
const named: Reporter = { by: MENTOR };
const mailbox: Reporter = { mailboxHash: HASH };
const content = { category: 'retaliation' as const, text: 'hours were cut', touches: [LEADER] };
const raise = (reporter: Reporter, touched: 'custodian' | 'deputy' | 'both' | 'nobody' = 'nobody'): ConcernCommand => ({
  type: 'raise', concernId, programmeId: PROGRAMME, reporter, ...content, on: DAY,
  custodian: { id: CUSTODIAN, touched: touched === 'custodian' || touched === 'both' },
  deputy: { id: DEPUTY, touched: touched === 'deputy' || touched === 'both' },
});
const at = (on: string, raiserId: string | null = MENTOR) => ({ concernId, on, raiserId });
const raised = (by: 'named' | 'anonymous' = 'named'): ConcernEvent => ({
  type: 'ConcernRaised',
  data: {
    ...at(DAY, by === 'named' ? MENTOR : null), anonymous: by === 'anonymous', mailboxHash: by === 'named' ? null : HASH,
    programmeId: PROGRAMME, custodianId: CUSTODIAN, deputyId: DEPUTY, ...content,
  },
});
const reassigned: ConcernEvent = { type: 'ConcernReassigned', data: at(DAY) };
const answered: ConcernEvent = { type: 'ConcernFeedbackGiven', data: { ...at(DAY), late: false, text: 'spoke with them' } };
const acknowledge = (by: string, on = DAY): ConcernCommand => ({ type: 'acknowledge', by, on });
const feedback = (by: string, on = DAY): ConcernCommand => ({ type: 'giveFeedback', by, text: 'spoke with them', on });
const resolve = (by: string): ConcernCommand => ({
  type: 'resolve', by, outcome: 'substantiated', text: 'hours restored', on: DAY,
});
const write = (author: Reporter): ConcernCommand => ({ type: 'write', messageId: 'm1', author, text: 'more', on: DAY });

describe('raising a concern', () => {
  it('goes to the custodian', () => {
    given(concernDecider).when(raise(named)).then(raised());
    given(concernDecider).when(raise(mailbox)).then(raised('anonymous'));
    given(concernDecider).when(raise(named, 'deputy')).then(raised());
    given(concernDecider, raised()).when(raise(named)).thenRefused('concern-exists');
  });

  it('goes to the deputy where it touches the custodian or their chain, from the first moment', () => {
    given(concernDecider).when(raise(named, 'custodian')).then(raised(), reassigned);
    given(concernDecider, raised(), reassigned).when(acknowledge(CUSTODIAN)).thenRefused('concern-not-found');
    given(concernDecider, raised(), reassigned).when(acknowledge(DEPUTY)).thenState({ acknowledged: true });
    given(concernDecider).when(raise(named, 'both')).thenRefused('no-independent-handler');
  });

  it('seals the case under its raiser, an anonymous one under itself', () => {
    const [rule] = concernSchemas.ConcernRaised.seal!;
    const subjectsOf = ({ data }: ConcernEvent) => rule!.subjects(data as never);
    expect(subjectsOf(raised())).toEqual([MENTOR]);
    expect(subjectsOf(raised('anonymous'))).toEqual([concernId]);
    const plain = Object.keys(raised().data).filter((field) => !rule!.fields.includes(field as never));
    expect(plain.sort()).toEqual(['anonymous', 'concernId', 'mailboxHash', 'on']);
  });
});

describe('handling a concern', () => {
  it('is for the handler alone; for everybody else it does not exist', () => {
    for (const by of [DEPUTY, LEADER, MENTOR, STRANGER]) {
      for (const command of [acknowledge(by), feedback(by), resolve(by), { type: 'reassign', by, on: DAY } as const]) {
        given(concernDecider, raised()).when(command).thenRefused('concern-not-found');
      }
    }
    given(concernDecider).when(acknowledge(CUSTODIAN)).thenRefused('concern-not-found');
  });

  it('acknowledges within 7 days, or late', () => {
    const acknowledged = (on: string, late: boolean): ConcernEvent => ({
      type: 'ConcernAcknowledged', data: { ...at(on), late },
    });
    given(concernDecider, raised()).when(acknowledge(CUSTODIAN, '2026-03-09')).then(acknowledged('2026-03-09', false));
    given(concernDecider, raised()).when(acknowledge(CUSTODIAN, '2026-03-10')).then(acknowledged('2026-03-10', true));
    given(concernDecider, raised(), acknowledged(DAY, false)).when(acknowledge(CUSTODIAN)).thenNothing();
  });

  it('answers within 3 months, or late, and only then resolves', () => {
    given(concernDecider, raised()).when(feedback(CUSTODIAN)).then(answered);
    given(concernDecider, raised()).when(feedback(CUSTODIAN, '2026-06-03')).then({
      type: 'ConcernFeedbackGiven', data: { ...at('2026-06-03'), late: true, text: 'spoke with them' },
    });
    given(concernDecider, raised()).when(resolve(CUSTODIAN)).thenRefused('feedback-missing');
    const resolved: ConcernEvent = {
      type: 'ConcernResolved', data: { ...at(DAY), outcome: 'substantiated', text: 'hours restored' },
    };
    given(concernDecider, raised(), answered).when(resolve(CUSTODIAN)).then(resolved);
    given(concernDecider, raised(), answered, resolved).when(resolve(CUSTODIAN)).thenNothing();
    given(concernDecider, raised(), answered, resolved).when(feedback(CUSTODIAN)).thenRefused('concern-resolved');
  });

  it('passes to the deputy when the custodian finds that it touches them', () => {
    given(concernDecider, raised()).when({ type: 'reassign', by: CUSTODIAN, on: DAY }).then(reassigned);
    given(concernDecider, raised()).when({ type: 'reassign', by: 'system', on: DAY }).then(reassigned);
    given(concernDecider, raised(), reassigned).when({ type: 'reassign', by: 'system', on: DAY }).thenNothing();
  });

  it('is overdue the day after the last, once', () => {
    type What = 'acknowledgement' | 'feedback';
    const overdue = (what: What, on: string): ConcernEvent => ({ type: 'ConcernOverdue', data: { ...at(on), what } });
    const notice = (what: What, on: string): ConcernCommand => ({ type: 'noticeOverdue', what, on });
    expect([acknowledgeBy(DAY), feedbackBy(DAY), feedbackBy('2026-11-30')]).toEqual(['2026-03-09', '2026-06-02', '2027-02-28']);
    given(concernDecider, raised()).when(notice('acknowledgement', '2026-03-09')).thenNothing();
    given(concernDecider, raised()).when(notice('acknowledgement', '2026-03-10')).then(overdue('acknowledgement', '2026-03-10'));
    given(concernDecider, raised()).when(notice('feedback', '2026-06-03')).then(overdue('feedback', '2026-06-03'));
    given(concernDecider, raised(), answered).when(notice('feedback', '2026-06-03')).thenNothing();
    given(concernDecider, raised(), overdue('feedback', '2026-06-03')).when(notice('feedback', '2026-06-04')).thenNothing();
  });
});

describe('the mailbox', () => {
  it('takes messages both ways, by code or by name', () => {
    const message = (from: 'reporter' | 'handler', raiserId: string | null): ConcernEvent => ({
      type: 'ConcernMessageSent', data: { ...at(DAY, raiserId), messageId: 'm1', from, text: 'more' },
    });
    given(concernDecider, raised('anonymous')).when(write(mailbox)).then(message('reporter', null));
    given(concernDecider, raised('anonymous')).when(write({ by: CUSTODIAN })).then(message('handler', null));
    given(concernDecider, raised()).when(write(named)).then(message('reporter', MENTOR));
  });

  it('does not exist for anybody else', () => {
    for (const author of [{ mailboxHash: 'wrong' }, { by: STRANGER }, { by: DEPUTY }, named]) {
      given(concernDecider, raised('anonymous')).when(write(author)).thenRefused('concern-not-found');
    }
    given(concernDecider, raised()).when(write(mailbox)).thenRefused('concern-not-found');
  });
});

describe('disclosing a concern', () => {
  const announce = (basis: 'consent' | 'legal-duty'): ConcernCommand => ({
    type: 'announceDisclosure', disclosureId: 'd1', by: CUSTODIAN, basis, to: 'legal counsel', why: 'to advise', on: DAY,
  });
  const announced = (basis: 'consent' | 'legal-duty'): ConcernEvent => ({
    type: 'ConcernDisclosureAnnounced', data: { ...at(DAY), disclosureId: 'd1', basis, to: 'legal counsel', why: 'to advise' },
  });
  const allow = (reporter: Reporter): ConcernCommand => ({ type: 'allowDisclosure', disclosureId: 'd1', reporter, on: DAY });
  const allowed: ConcernEvent = { type: 'ConcernDisclosureAllowed', data: { ...at(DAY), disclosureId: 'd1' } };
  const disclose: ConcernCommand = { type: 'disclose', disclosureId: 'd1', by: CUSTODIAN, on: DAY };
  const done = (basis: 'consent' | 'legal-duty'): ConcernEvent => ({
    type: 'ConcernDisclosed', data: { ...at(DAY), disclosureId: 'd1', basis },
  });

  it('takes the reporter’s consent', () => {
    given(concernDecider, raised()).when(announce('consent')).then(announced('consent'));
    given(concernDecider, raised(), announced('consent')).when(disclose).thenRefused('disclosure-not-allowed');
    given(concernDecider, raised(), announced('consent')).when(allow(named)).then(allowed);
    given(concernDecider, raised(), announced('consent'), allowed).when(allow(named)).thenNothing();
    given(concernDecider, raised(), announced('consent'), allowed).when(disclose).then(done('consent'));
    given(concernDecider, raised(), announced('consent'), allowed, done('consent')).when(disclose).thenNothing();
    for (const by of [CUSTODIAN, STRANGER]) {
      given(concernDecider, raised(), announced('consent')).when(allow({ by })).thenRefused('concern-not-found');
    }
  });

  it('or a legal duty that the reporter was told beforehand', () => {
    given(concernDecider, raised()).when(disclose).thenRefused('disclosure-not-announced');
    given(concernDecider, raised(), announced('legal-duty')).when(disclose).then(done('legal-duty'));
    given(concernDecider, raised(), announced('legal-duty')).when(announce('consent')).thenRefused('disclosure-exists');
    given(concernDecider, raised(), announced('legal-duty')).when(allow(named)).thenNothing();
  });
});

describe('a concern', () => {
  const by = fc.constantFrom(CUSTODIAN, DEPUTY, MENTOR, STRANGER);
  const reporter = fc.constantFrom(named, mailbox, { by: STRANGER });
  const command: fc.Arbitrary<ConcernCommand> = fc.oneof(
    reporter.map((one) => raise(one)), reporter.map((one) => raise(one, 'custodian')), reporter.map(write),
    by.map((one) => acknowledge(one)), by.map((one) => feedback(one)), by.map(resolve),
    by.map((one) => ({ type: 'disclose' as const, disclosureId: 'd1', by: one, on: DAY })),
    fc.tuple(by, fc.constantFrom('consent' as const, 'legal-duty' as const)).map(([one, basis]) => ({
      type: 'announceDisclosure' as const, disclosureId: 'd1', by: one, basis, to: 'x', why: 'y', on: DAY,
    })),
    reporter.map((one) => ({ type: 'allowDisclosure' as const, disclosureId: 'd1', reporter: one, on: DAY })),
    fc.constant({ type: 'noticeOverdue' as const, what: 'feedback' as const, on: '2026-09-01' }),
  );
  it('folds from its events', () => foldsFromItsEvents(concernDecider, command));
  it('folds after an erasure', () => foldsAfterErasure(concernDecider, concernSchemas, command));
});
