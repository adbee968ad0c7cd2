import { foldsAfterErasure, foldsFromItsEvents, given } from '@flipside/testing';
import fc from 'fast-check';
import type { PersonCommand } from './commands.js';
import { personDecider } from './decide.js';
import { personSchemas, type PersonEvent } from './events.js';
import { ada, bob, profile, registeredBy, stated } from './person.samples.js';

const origin = { source: 'hr', asOf: '2026-01-05', digest: 'a1' };
const absence = { personId: ada, absenceId: 'a', from: '2026-03-02', to: '2026-03-13', cancelled: false, origin };
const recorded: PersonEvent = { type: 'AbsenceRecorded', data: absence };
const erased: PersonEvent = { type: 'PersonErased', data: { personId: ada, erasedOn: '2026-05-01' } };
const merged: PersonEvent = {
  type: 'PersonsMerged', data: { personId: ada, survivorId: bob, absorbedId: ada, keys: null },
};
const unknown = given(personDecider);
const registered = given(personDecider, ...registeredBy());

describe('a person', () => {
  it('is unknown until HR states an employment', () => {
    unknown.when({ type: 'UpdateProfile', personId: ada, profile, on: '2026-01-06' }).thenRefused('person-unknown');
    unknown.when({ type: 'ErasePerson', personId: ada, on: '2026-05-01' }).thenRefused('person-unknown');
  });

  it('has absences with days, replaced under their id, by no older file', () => {
    registered.when({ type: 'RecordAbsence', ...absence }).then(recorded);
    const absent = given(personDecider, ...registeredBy(), recorded);
    absent.when({ type: 'RecordAbsence', ...absence }).thenNothing();
    const longer = { ...absence, to: null, origin: { ...origin, asOf: '2026-02-02' } };
    absent.when({ type: 'RecordAbsence', ...longer }).then({ type: 'AbsenceRecorded', data: longer });
    absent.when({ type: 'RecordAbsence', ...absence, to: null, origin: { ...origin, asOf: '2026-01-01' } }).thenNothing();
    registered.when({ type: 'RecordAbsence', ...absence, to: '2026-03-01' }).thenRefused('end-before-start');
  });

  it('gives a trait with consent and takes it back', () => {
    const consent = { personId: ada, consentId: 'c', purpose: 'fairness', trait: 'age-band', value: '30-39' } as const;
    registered.when({ type: 'GiveConsent', ...consent }).then({ type: 'ConsentGiven', data: consent });
    const consented = given(personDecider, ...registeredBy(), { type: 'ConsentGiven', data: consent });
    consented.when({ type: 'GiveConsent', ...consent }).thenNothing();
    const withdrawal = { type: 'WithdrawConsent', personId: ada, consentId: 'c' } as const;
    consented.when(withdrawal).then({ type: 'ConsentWithdrawn', data: { personId: ada, consentId: 'c' } });
    registered.when(withdrawal).thenNothing();
  });

  it('has one reporting class', () => {
    const assigned: PersonEvent = { type: 'ReportingClassAssigned', data: { personId: ada, reportingClass: 'other' } };
    const command = { type: 'AssignReportingClass', personId: ada, reportingClass: 'other' } as const;
    registered.when(command).then(assigned);
    given(personDecider, ...registeredBy(), assigned).when(command).thenNothing();
  });

  it('is merged in two steps: the absorbed id rests, the survivor learns of it', () => {
    const into = { type: 'MergeInto', personId: ada, survivorId: bob } as const;
    registered.when(into).then(merged);
    const rests = given(personDecider, ...registeredBy(), merged);
    rests.when(into).thenNothing();
    rests.when({ ...into, survivorId: 'third' }).thenRefused('person-merged');
    rests.when(stated()).thenRefused('person-merged');
    registered.when({ ...into, survivorId: ada }).thenRefused('merge-with-self');
    const keys = [{ source: 'hr', legalEntity: 'F2', number: '7' }];
    const absorbed: PersonEvent = { type: 'PersonsMerged', data: { personId: ada, survivorId: ada, absorbedId: bob, keys } };
    registered.when({ type: 'Absorb', personId: ada, absorbedId: bob, keys }).then(absorbed);
    const survivor = given(personDecider, ...registeredBy(), absorbed);
    survivor.when({ type: 'Absorb', personId: ada, absorbedId: bob, keys }).thenNothing();
  });
});

describe('an erased person', () => {
  const gone = given(personDecider, ...registeredBy(), erased);

  it('is erased once, also after a merge', () => {
    const erase = { type: 'ErasePerson', personId: ada, on: '2026-05-01' } as const;
    registered.when(erase).then(erased);
    given(personDecider, ...registeredBy(), merged).when(erase).then(erased);
    gone.when(erase).thenNothing();
  });

  it('takes nothing any more, from no file', () => {
    gone.when(stated()).thenRefused('erased-number');
    gone.when(stated({ asOf: '2026-06-01', digest: 'd9', employment: { startsOn: '2026-05-15' } })).thenRefused('erased-number');
    gone.when({ type: 'RecordAbsence', ...absence }).thenRefused('person-erased');
  });

  it('begins anew under the next generation, only with an employment that starts after the erasure', () => {
    const again = { generation: 1, previousErasedOn: '2026-05-01', asOf: '2026-06-01' };
    unknown.when(stated(again)).thenRefused('erased-number');
    unknown.when(stated({ ...again, employment: { startsOn: null } })).thenRefused('erased-number');
    const { previousErasedOn: _before, ...unsaid } = stated({ ...again, employment: { startsOn: '2026-05-15' } });
    unknown.when(unsaid).thenRefused('erased-number');
    const rehired = stated({ ...again, employment: { startsOn: '2026-05-15' } });
    unknown.when(rehired).then(...registeredBy(rehired));
  });
});

describe('any history of a person', () => {
  const day = fc.constantFrom('2025-12-01', '2026-01-05', '2026-02-02', '2026-03-02', '2026-07-01');
  const employment = fc.record({
    level: fc.constantFrom(null, 0, 3, 4),
    status: fc.constantFrom('active', 'left', 'notice', 'future-start'),
    startsOn: fc.constantFrom(null, '2023-04-01', '2026-04-01'),
    endsOn: fc.constantFrom(null, '2025-12-31', '2026-02-15'),
  });
  const row = fc.record({ asOf: day, effectiveOn: day, digest: fc.constantFrom('d1', 'd2'), employment, generation: fc.nat(1) });
  const command = fc.oneof(
    row.map((changes) => stated(changes as never)),
    fc.record({ type: fc.constant('EndEmployment'), personId: fc.constant(ada), on: day }),
    fc.record({ type: fc.constant('RecordAbsence'), personId: fc.constant(ada), absenceId: fc.constantFrom('a', 'b'), from: day,
      to: fc.option(day), cancelled: fc.boolean(), origin: fc.constant(origin) }),
    fc.record({ type: fc.constant('UpdateProfile'), personId: fc.constant(ada), profile: fc.constant(profile), on: day }),
    fc.constant(({ type: 'GiveConsent', personId: ada, consentId: 'c', purpose: 'fairness', trait: 't', value: 'canary' })),
    fc.constant({ type: 'WithdrawConsent', personId: ada, consentId: 'c' }),
    fc.record({ type: fc.constantFrom('MergeInto', 'Absorb'), personId: fc.constant(ada), survivorId: fc.constantFrom(ada, bob),
      absorbedId: fc.constantFrom(ada, bob), keys: fc.constant([]) }),
    fc.record({ type: fc.constant('ErasePerson'), personId: fc.constant(ada), on: day }),
  ) as fc.Arbitrary<PersonCommand>;

  it('folds from its events', () => foldsFromItsEvents(personDecider, command));

  it('folds after an erasure, and holds nothing of the person', () =>
    foldsAfterErasure(personDecider, personSchemas, command, {
      then: (state) => {
        for (const word of ['Ada', 'Analyst', '1001', 'generative', 'canary']) expect(JSON.stringify(state)).not.toContain(word);
      },
    }));

  it('keeps facts in the order of their days, one a day', () =>
    foldsAfterErasure(personDecider, { ...personSchemas, EmploymentChanged: { version: 1 } }, command, {
      then: (state) => {
        const days = 'facts' in state ? state.facts.map((fact) => fact.effectiveOn) : [];
        expect(days).toEqual([...new Set(days)].sort());
      },
    }));
});
