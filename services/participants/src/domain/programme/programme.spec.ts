import { foldsAfterErasure, foldsFromItsEvents, given } from '@flipside/testing';
import fc from 'fast-check';
import type { ProgrammeCommand } from './commands.js';
import { programmeDecider } from './decide.js';
import { programmeSchemas, type ProgrammeEvent } from './events.js';
import {
  adminId, custodianId, deputyId, governance, happened, objective, objectiveId, policy, prepared, programmeId, siloId, sponsorId,
} from './programme.samples.js';

const silos = [{ siloId, unitIds: [siloId] }];
const open = { type: 'OpenProgramme', programmeId, silos, countries: ['FR'], on: '2026-01-05' } as const;
const without = (event: ProgrammeEvent) => given(programmeDecider, ...prepared.filter((other) => other !== event));
const running = given(programmeDecider, ...prepared, happened.opened);
const assessment = { programmeId, objectiveId, value: 7.5, reason: null, on: '2026-12-18' };
const met: ProgrammeEvent = { type: 'ObjectiveAssessed', data: { ...assessment, outcome: 'met' } };
const closed: ProgrammeEvent = { type: 'ProgrammeClosed', data: { programmeId, on: '2026-12-21' } };

describe('opening a programme', () => {
  it('fixes window, objectives and the map of silos', () => {
    given(programmeDecider, ...prepared).when(open).then(happened.opened);
    running.when(open).thenNothing();
  });

  it('needs an objective, a policy, governance, a sponsor, a custodian with a deputy', () => {
    without(happened.objectiveSet).when(open).thenRefused('objective-missing');
    without(happened.policySet).when(open).thenRefused('policy-missing');
    without(happened.recorded).when(open).thenRefused('governance-missing');
    without(happened.sponsored).when(open).thenRefused('sponsor-missing');
    const erased: ProgrammeEvent = {
      type: 'GovernanceRecorded', data: { programmeId, governance, custodianId: null, deputyId },
    };
    given(programmeDecider, ...prepared, erased).when(open).thenRefused('custodian-missing');
  });

  it('needs training for both roles', () => {
    const untrained: ProgrammeEvent = {
      type: 'PolicySet', data: { programmeId, policy: { ...policy, training: { mentor: [], mentee: [] } } },
    };
    given(programmeDecider, ...prepared, untrained).when(open).thenRefused('training-missing');
  });

  it('needs every country and data class in the record, and the record to say what runs', () => {
    const prepare = given(programmeDecider, ...prepared);
    prepare.when({ ...open, countries: ['FR', 'DE'] }).thenRefused('governance-incomplete');
    const recorded = (changes: object): ProgrammeEvent => ({
      type: 'GovernanceRecorded', data: { programmeId, governance: { ...governance, ...changes }, custodianId, deputyId },
    });
    const incomplete = recorded({ purposes: governance.purposes.slice(1) });
    given(programmeDecider, ...prepared, incomplete).when(open).thenRefused('governance-incomplete');
    const longer = recorded({ purposes: governance.purposes.map((entry) => ({ ...entry, retentionMonths: 99 })) });
    given(programmeDecider, ...prepared, longer).when(open).thenRefused('governance-contradicts-policy');
    const untold = recorded({ notice: { ...governance.notice, criteria: governance.notice.criteria.slice(1) } });
    given(programmeDecider, ...prepared, untold).when(open).thenRefused('governance-contradicts-policy');
  });

  it('comes before the window is over, over no more units than an event can hold', () => {
    given(programmeDecider, ...prepared).when({ ...open, on: '2026-12-19' }).thenRefused('window-over');
    const many = [{ siloId, unitIds: Array.from({ length: 5_001 }, () => siloId) }];
    given(programmeDecider, ...prepared).when({ ...open, silos: many }).thenRefused('too-many-units');
    expect(JSON.stringify(many).length).toBeLessThan(230_000);
  });
});

describe('an open programme', () => {
  it('observes measures of its objectives, on no day ahead', () => {
    const seen = { programmeId, measure: 'approval-lead-time', value: 9, on: '2026-06-01' };
    const observe = { type: 'ObserveOutcome', ...seen, today: '2026-06-02' } as const;
    running.when(observe).then({ type: 'OutcomeObserved', data: seen });
    running.when({ ...observe, measure: 'mood' }).thenRefused('measure-unknown');
    running.when({ ...observe, on: '2026-06-03' }).thenRefused('observed-ahead');
    running.when({ ...observe, value: Number.NaN }).thenRefused('value-invalid');
    given(programmeDecider, ...prepared).when(observe).thenRefused('programme-not-open');
  });

  it('has its objectives assessed by their targets, once', () => {
    const assess = { type: 'AssessObjective', ...assessment } as const;
    running.when(assess).then(met);
    const at = (value: number, outcome: 'met' | 'missed'): ProgrammeEvent => ({
      type: 'ObjectiveAssessed', data: { ...assessment, value, outcome },
    });
    running.when({ ...assess, value: 8 }).then(at(8, 'met'));
    running.when({ ...assess, value: 8.1 }).then(at(8.1, 'missed'));
    running.when({ ...assess, value: null }).thenRefused('reason-missing');
    const unmeasured = { ...assessment, value: null, reason: 'The system was replaced.' };
    running.when({ ...assess, ...unmeasured })
      .then({ type: 'ObjectiveAssessed', data: { ...unmeasured, outcome: 'not-measurable' } });
    running.when({ ...assess, objectiveId: siloId }).thenRefused('objective-unknown');
    const judged = given(programmeDecider, ...prepared, happened.opened, met);
    judged.when(assess).thenNothing();
    judged.when({ ...assess, value: 11 }).thenRefused('objective-assessed');
  });

  it('closes when every objective is assessed', () => {
    const close = { type: 'CloseProgramme', programmeId, on: '2026-12-21' } as const;
    running.when(close).thenRefused('objective-unassessed');
    given(programmeDecider, ...prepared, happened.opened, met).when(close).then(closed);
    const over = given(programmeDecider, ...prepared, happened.opened, met, closed);
    over.when(close).thenNothing();
    over.when({ type: 'NameSponsor', programmeId, sponsorId: siloId }).thenRefused('programme-closed');
    over.when(open).thenRefused('programme-closed');
    over.when({ type: 'AssessObjective', ...assessment }).thenRefused('programme-closed');
  });
});

describe('any history of a programme', () => {
  const command = fc.oneof(
    fc.constant({ type: 'CreateProgramme', programmeId, name: 'Flip', adminId }),
    fc.record({ type: fc.constant('SetObjective'), programmeId: fc.constant(programmeId),
      objective: fc.integer({ min: 6, max: 13 }).map((target) => ({ ...objective, target })) }),
    fc.record({ type: fc.constant('SetPolicy'), programmeId: fc.constant(programmeId), policy: fc.constant(policy) }),
    fc.record({ type: fc.constant('RecordGovernance'), programmeId: fc.constant(programmeId), governance: fc.constant(governance),
      custodianId: fc.constantFrom(custodianId, adminId), deputyId: fc.constant(deputyId) }),
    fc.constant({ type: 'NameSponsor', programmeId, sponsorId }),
    fc.constant(open),
    fc.constant({ type: 'ObserveOutcome', programmeId, measure: objective.measure, value: 9, on: '2026-06-01',
      today: '2026-06-01' }),
    fc.record({ type: fc.constant('AssessObjective'), programmeId: fc.constant(programmeId),
      objectiveId: fc.constant(objectiveId), value: fc.option(fc.integer()), reason: fc.constantFrom(null, 'no data'),
      on: fc.constant('2026-12-18') }),
    fc.constant({ type: 'CloseProgramme', programmeId, on: '2026-12-21' }),
  ) as fc.Arbitrary<ProgrammeCommand>;

  it('folds from its events', () => foldsFromItsEvents(programmeDecider, command, { maxLength: 60 }));

  it('folds after an erasure of all who held an office', () =>
    foldsAfterErasure(programmeDecider, programmeSchemas, command, {
      then: (state) => {
        for (const id of [adminId, sponsorId, custodianId, deputyId]) expect(JSON.stringify(state)).not.toContain(id);
      },
    }));
});
