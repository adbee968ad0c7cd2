import { foldsAfterErasure, foldsFromItsEvents, given } from '@flipside/testing';
import fc from 'fast-check';
import { LEADER, MENTOR, PAIRING, PROGRAMME, STRANGER, samplePair } from '../pair.samples.js';
import { warningDecider, type WarningCommand } from './decide.js';
import { warningSchemas, type WarningEvent } from './events.js';

const AT = '2026-03-02T09:00:00.000Z';
const OWNER = 'a1d3c0de-0000-4000-8000-000000000041';
const id = { warningId: 'a1d3c0de-0000-4000-8000-000000000040', programmeId: PROGRAMME };
const raise = (change: object = {}): WarningCommand => ({
  type: 'raise', ...samplePair, ...id, by: MENTOR, audience: 'risk-owner', named: false, text: 'the rollout has no tests',
  bitesOn: '2026-04-01', at: AT, ...change,
});
const route = (recipientId: string): WarningCommand => ({ type: 'route', recipientId, at: AT });
const own = (by: string): WarningCommand => ({ type: 'own', by, at: AT });
const mitigate = (by: string, at = AT): WarningCommand => ({ type: 'mitigate', by, note: 'tests added', costAvoided: null, at });
const dismiss = (by: string, reason = 'known, accepted'): WarningCommand => ({ type: 'dismiss', by, reason, at: AT });
const materialise = (by: string): WarningCommand => ({ type: 'materialise', by, at: AT });

const who = { raiserId: MENTOR, pairingId: PAIRING, leaderId: LEADER };
const raised = (audience: 'risk-owner' | 'own-leader' | 'custodian' = 'risk-owner'): WarningEvent => ({
  type: 'WarningRaised',
  data: {
    ...id, audience, raisedOn: '2026-03-02', bitesOn: '2026-04-01', ...who, named: audience === 'own-leader',
    text: 'the rollout has no tests',
  },
});
const routed = (recipientId = OWNER): WarningEvent => ({
  type: 'WarningRouted', data: { ...id, routedOn: '2026-03-02', recipientId },
});
const owned: WarningEvent = { type: 'WarningOwned', data: { ...id, ownedOn: '2026-03-02', ownerId: OWNER } };
const mitigated = (mitigatedOn: string, leadDays: number): WarningEvent => ({
  type: 'WarningMitigated', data: { ...id, mitigatedOn, leadDays, costAvoided: null, ownerId: OWNER, note: 'tests added' },
});
const materialised: WarningEvent = { type: 'WarningMaterialised', data: { ...id, materialisedOn: '2026-03-02' } };
const dismissed: WarningEvent = {
  type: 'WarningDismissed', data: { ...id, dismissedOn: '2026-03-02', ownerId: OWNER, reason: 'known, accepted' },
};

describe('raising a warning', () => {
  it('says what, by when it bites, and to whom, named or not', () => {
    given(warningDecider).when(raise()).then(raised());
    given(warningDecider).when(raise({ audience: 'own-leader', named: true })).then(raised('own-leader'));
    given(warningDecider, raised()).when(raise()).thenRefused('warning-exists');
  });

  it.each([
    ['warning-not-found', { by: STRANGER }],
    ['bites-in-the-past', { bitesOn: '2026-03-01' }],
    ['known-to-own-leader', { audience: 'own-leader', named: false }],
    ['audience-not-yours', { audience: 'own-leader', named: true, by: LEADER }],
  ])('refuses %s', (code, change) => {
    given(warningDecider).when(raise(change)).thenRefused(code);
  });

  it('names the raiser under a seal of their own alone', () => {
    const data = raised().data as never;
    for (const rule of warningSchemas.WarningRaised.seal!) expect(rule.subjects(data)).toEqual([MENTOR]);
  });
});

describe('routing a warning', () => {
  it('reaches the audience chosen and nobody else', () => {
    given(warningDecider, raised()).when(route(OWNER)).then(routed());
    given(warningDecider, raised()).when(route(LEADER)).thenRefused('wrong-audience');
    given(warningDecider, raised()).when(route(MENTOR)).thenRefused('wrong-audience');
    given(warningDecider, raised('own-leader')).when(route(LEADER)).then(routed(LEADER));
    given(warningDecider, raised('own-leader')).when(route(OWNER)).thenRefused('wrong-audience');
    given(warningDecider, raised('custodian')).when(route(LEADER)).thenRefused('wrong-audience');
  });

  it('may find another until somebody takes it on', () => {
    given(warningDecider, raised(), routed(STRANGER)).when(route(OWNER)).then(routed());
    given(warningDecider, raised(), routed()).when(route(OWNER)).thenNothing();
    given(warningDecider, raised(), routed(), owned).when(route(STRANGER)).thenRefused('warning-owned');
    given(warningDecider, raised(), routed(), dismissed).when(route(STRANGER)).thenRefused('warning-over');
  });
});

describe('acting on a warning', () => {
  const open = [raised(), routed()] as const;

  it('is for the one whom it reached', () => {
    given(warningDecider, ...open).when(own(OWNER)).then(owned);
    given(warningDecider, ...open, owned).when(own(OWNER)).thenNothing();
    for (const command of [own(LEADER), mitigate(LEADER), dismiss(LEADER), materialise(LEADER), own(MENTOR), dismiss(MENTOR)]) {
      given(warningDecider, ...open).when(command).thenRefused('warning-not-found');
    }
    given(warningDecider).when(own(OWNER)).thenRefused('warning-not-found');
  });

  it('mitigates it in time or too late', () => {
    given(warningDecider, ...open, owned).when(mitigate(OWNER)).then(mitigated('2026-03-02', 30));
    given(warningDecider, ...open, owned).when(mitigate(OWNER, '2026-04-03T09:00:00.000Z')).then(mitigated('2026-04-03', -2));
    given(warningDecider, ...open).when(mitigate(OWNER)).thenRefused('warning-not-owned');
    given(warningDecider, ...open, owned, mitigated('2026-03-02', 30)).when(mitigate(OWNER)).thenNothing();
  });

  it('dismisses it with a reason for the raiser', () => {
    given(warningDecider, ...open).when(dismiss(OWNER)).then(dismissed);
    given(warningDecider, ...open).when(dismiss(OWNER, ' ')).thenRefused('reason-missing');
    given(warningDecider, ...open, dismissed).when(dismiss(OWNER)).thenNothing();
    given(warningDecider, ...open, dismissed).when(own(OWNER)).thenRefused('warning-over');
  });

  it('or it bites, as the owner or the raiser says', () => {
    given(warningDecider, ...open, owned).when(materialise(OWNER)).then(materialised);
    given(warningDecider, raised()).when(materialise(MENTOR)).then(materialised);
    given(warningDecider, ...open, materialised).when(materialise(MENTOR)).thenNothing();
    given(warningDecider, ...open, materialised).when(mitigate(OWNER)).thenRefused('warning-over');
  });
});

describe('a warning', () => {
  const by = fc.constantFrom(MENTOR, LEADER, OWNER, STRANGER);
  const command = fc.oneof(
    fc.constant(raise()), by.map(route), by.map(own), by.map((one) => mitigate(one)), by.map((one) => dismiss(one)),
    by.map(materialise),
  );
  it('folds from its events', () => foldsFromItsEvents(warningDecider, command));
  it('folds after an erasure', () => foldsAfterErasure(warningDecider, warningSchemas, command));
});
