import { DomainError } from '@flipside/event-sourcing';
import { faultsOf, programmePolicy, type ProgrammePolicy } from '@flipside/contracts';
import { modulesFor, type TrainingRole } from '../training-catalogue.js';

/** @throws DomainError for limits that are out of range, or that contradict each other. */
export function checkPolicy(policy: ProgrammePolicy): void {
  const faults = faultsOf(programmePolicy, policy);
  if (faults.length > 0) throw new DomainError('policy-invalid', 'Some of the policy is out of its range.', { faults });
  const { window, cadence, matching, training } = policy;
  if (window.to <= window.from) invalid('/window', 'The window ends before it starts.');
  if (cadence.maxMinutes < cadence.minMinutes) invalid('/cadence', 'The longest session is shorter than the shortest.');
  if (Object.values(matching.weights).every((weight) => weight === 0)) {
    invalid('/matching/weights', 'No criterion weighs anything: give one a weight.');
  }
  checkModules('mentor', training.mentor);
  checkModules('mentee', training.mentee);
}

function checkModules(role: TrainingRole, modules: readonly string[]): void {
  const unknown = modules.find((code) => !modulesFor(role).includes(code));
  if (!unknown) return;
  throw new DomainError('unknown-module', 'The training catalogue has no such module for this role: choose one from it.', {
    role,
    module: unknown,
  });
}

function invalid(path: string, detail: string): never {
  throw new DomainError('policy-invalid', detail, { faults: [{ path, must: detail }] });
}
