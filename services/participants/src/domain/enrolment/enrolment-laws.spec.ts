import { foldsAfterErasure, foldsFromItsEvents } from '@flipside/testing';
import fc from 'fast-check';
import type { EnrolmentCommand } from './commands.js';
import { enrolmentDecider } from './decide.js';
import { whose, apply, admit, setGoals, train, grant, refuse } from './enrolment.samples.js';
import { enrolmentSchemas } from './events.js';

describe('any history of an enrolment', () => {
  const by = fc.constantFrom('ada', 'boss', null);
  const cause = fc.constantFrom('own-wish', 'left', 'programme');
  const command = fc.oneof(
    fc.constantFrom(apply, admit, setGoals, train('m1'), train('m2'), grant, refuse),
    fc.constantFrom({ type: 'Invite', ...whose }, { type: 'Waitlist', ...whose }),
    fc.constant({ type: 'Nominate', ...whose, by: 'bob', lapsesOn: '2026-02-01', on: '2026-01-05' }),
    fc.record({ type: fc.constantFrom('PauseEnrolment', 'ResumeEnrolment', 'WithdrawEnrolment'), by, cause })
      .map((wish) => ({ ...whose, ...wish })),
  ) as fc.Arbitrary<EnrolmentCommand>;

  it('folds from its events', () => foldsFromItsEvents(enrolmentDecider, command, { maxLength: 60 }));

  it('folds after an erasure, and is ready exactly when it has all it needs', () =>
    foldsAfterErasure(enrolmentDecider, enrolmentSchemas, command, {
      maxLength: 60,
      then: (state) => {
        for (const word of ['boss', 'bob', 'Lead a product', 'own-wish']) expect(JSON.stringify(state)).not.toContain(word);
        if (state.status !== 'ready') return;
        expect([state.goalsSet, state.time, [...state.completed].sort()]).toEqual([true, 'released', ['m1', 'm2']]);
      },
    }));
});
