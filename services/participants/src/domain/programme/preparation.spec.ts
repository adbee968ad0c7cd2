import type { ProgrammePolicy } from '@flipside/contracts';
import { given } from '@flipside/testing';
import { modulesFor, trainingCatalogue } from '../training-catalogue.js';
import { programmeDecider } from './decide.js';
import type { Governance } from './governance.js';
import {
  adminId, custodianId, deputyId, governance, happened, objective, policy, prepared, programmeId, sponsorId,
} from './programme.samples.js';

const draft = given(programmeDecider, happened.created);
const open = given(programmeDecider, ...prepared, happened.opened);

describe('a programme being prepared', () => {
  it('is created once, with a name', () => {
    const create = { type: 'CreateProgramme', programmeId, name: 'Flip 2026', adminId } as const;
    given(programmeDecider).when(create).then(happened.created);
    draft.when(create).thenNothing();
    given(programmeDecider).when({ ...create, name: '' }).thenRefused('programme-without-name');
    given(programmeDecider).when({ type: 'SetPolicy', programmeId, policy }).thenRefused('programme-unknown');
  });

  it('has objectives that can be judged', () => {
    const set = (changes: Partial<typeof objective> = {}) =>
      draft.when({ type: 'SetObjective', programmeId, objective: { ...objective, ...changes } });
    set().then(happened.objectiveSet);
    set({ statement: ' ' }).thenRefused('objective-invalid');
    set({ measure: 'Approval lead time' }).thenRefused('objective-invalid');
    set({ target: 12 }).thenRefused('target-behind-baseline');
    set({ direction: 'up' }).thenRefused('target-behind-baseline');
    given(programmeDecider, happened.created, happened.objectiveSet)
      .when({ type: 'SetObjective', programmeId, objective }).thenNothing();
  });

  it('has a policy within its limits', () => {
    const set = (changes: Partial<ProgrammePolicy> = {}) =>
      draft.when({ type: 'SetPolicy', programmeId, policy: { ...policy, ...changes } });
    const matching = (changes: Partial<ProgrammePolicy['matching']>) => set({ matching: { ...policy.matching, ...changes } });
    set().then(happened.policySet);
    set({ window: { from: '2026-12-18', to: '2026-02-02' } }).thenRefused('policy-invalid');
    set({ k: 4 }).thenRefused('policy-invalid');
    set({ cadence: { ...policy.cadence, minMinutes: 90 } }).thenRefused('policy-invalid');
    matching({ minChainDistance: 2 }).thenRefused('policy-invalid');
    matching({ weights: { ...policy.matching.weights, topicFit: -1 } }).thenRefused('policy-invalid');
    const nothing = Object.fromEntries(Object.keys(policy.matching.weights).map((name) => [name, 0]));
    matching({ weights: nothing as typeof policy.matching.weights }).thenRefused('policy-invalid');
    set({ training: { mentor: ['listening-and-vulnerability'], mentee: [] } }).thenRefused('unknown-module');
  });

  it('has a governance record that says something everywhere', () => {
    const record = (changes: Partial<Governance> = {}) =>
      draft.when({ type: 'RecordGovernance', programmeId, governance: { ...governance, ...changes }, custodianId, deputyId });
    record().then(happened.recorded);
    record({ impactAssessment: { reference: '', on: '2025-11-03' } }).thenRefused('governance-invalid');
    record({ representatives: [{ ...governance.representatives[0]!, country: 'France' }] }).thenRefused('governance-invalid');
    record({ notice: { ...governance.notice, text: ' ' } }).thenRefused('governance-invalid');
    const trait = { ...governance.purposes[0]!, dataClass: 'trait' as const };
    record({ purposes: [trait] }).thenRefused('governance-invalid');
    record({ purposes: [{ ...trait, legalBasis: 'consent' }] }).thenState({ status: 'draft' });
  });

  it('keeps those who hear concerns apart from those who run it', () => {
    const record = (who: string, deputy: string) =>
      given(programmeDecider, happened.created, happened.sponsored)
        .when({ type: 'RecordGovernance', programmeId, governance, custodianId: who, deputyId: deputy });
    record(custodianId, custodianId).thenRefused('offices-exclude-each-other');
    record(adminId, deputyId).thenRefused('offices-exclude-each-other');
    record(custodianId, sponsorId).thenRefused('offices-exclude-each-other');
    given(programmeDecider, happened.created, happened.recorded)
      .when({ type: 'NameSponsor', programmeId, sponsorId: deputyId }).thenRefused('offices-exclude-each-other');
    draft.when({ type: 'NameSponsor', programmeId, sponsorId }).then(happened.sponsored);
  });

  it('stays as people were told it once it is open; only offices change hands', () => {
    open.when({ type: 'SetPolicy', programmeId, policy: { ...policy, k: 6 } }).thenRefused('programme-open');
    open.when({ type: 'SetObjective', programmeId, objective: { ...objective, target: 7 } }).thenRefused('programme-open');
    const other = '0aa0a3f2-0000-5000-8000-0000000000b1';
    open.when({ type: 'NameSponsor', programmeId, sponsorId: other }).thenState({ sponsorId: other } as never);
    const record = { type: 'RecordGovernance', programmeId, governance, custodianId: other, deputyId } as const;
    open.when(record).thenState({ custodianId: other } as never);
    open.when({ ...record, governance: { ...governance, purposes: [] } }).thenRefused('governance-incomplete');
  });
});

describe('the training catalogue', () => {
  it('has a module a code, and all that the policy that is shipped asks for', () => {
    expect(new Set(trainingCatalogue.map(({ code }) => code)).size).toBe(trainingCatalogue.length);
    expect([...policy.training.mentor].sort()).toEqual([...modulesFor('mentor')].sort());
    expect([...policy.training.mentee].sort()).toEqual([...modulesFor('mentee')].sort());
    expect(modulesFor('line-manager')).toEqual(['line-manager-briefing']);
  });
});
