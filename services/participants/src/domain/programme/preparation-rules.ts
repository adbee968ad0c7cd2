import { DomainError } from '@flipside/event-sourcing';
import { dataClasses, faultsOf, matchingCriteria, objectiveFacts } from '@flipside/contracts';
import type { Objective } from './events.js';
import { legalBases, type Governance, type Notice, type Purpose, type Representation } from './governance.js';
import type { Offices } from './state.js';

/** @throws DomainError for an objective that could not be judged. */
export function checkObjective(objective: Objective): void {
  const faults = faultsOf(objectiveFacts, objective);
  if (faults.length > 0 || objective.statement.trim() === '') {
    throw new DomainError('objective-invalid', 'An objective needs a statement, a measure, a unit, a baseline and a target.', {
      faults,
    });
  }
  const { direction, baseline, target } = objective;
  if (direction === 'up' ? target > baseline : target < baseline) return;
  throw new DomainError('target-behind-baseline', 'The target is not better than the baseline: correct one, or the direction.');
}

/** @throws DomainError for a record that says nothing where it has to say something. */
export function checkGovernance(governance: Governance): void {
  const { purposes, impactAssessment, representatives, notice } = governance;
  for (const purpose of purposes) checkPurpose(purpose);
  if (isBlank(impactAssessment.reference)) invalid('The impact assessment needs a reference.');
  for (const representation of representatives) checkRepresentation(representation);
  checkNotice(notice);
}

function checkRepresentation({ country, reference }: Representation): void {
  if (!/^[A-Z]{2}$/.test(country)) invalid('A country is two capital letters (ISO 3166-1 alpha-2).');
  if (isBlank(reference)) invalid('Say where the workers’ representatives’ answer, or why none is needed, is kept.');
}

function checkNotice({ text, criteria }: Notice): void {
  if (isBlank(text)) invalid('The notice needs a text in plain language.');
  for (const { criterion, words } of criteria) {
    if (!matchingCriteria.includes(criterion) || isBlank(words)) invalid('The notice explains each criterion in words.');
  }
}

function checkPurpose({ dataClass, purpose, legalBasis, retentionMonths }: Purpose): void {
  if (!dataClasses.includes(dataClass)) invalid('A purpose names one of the data classes.');
  if (isBlank(purpose) || !legalBases.includes(legalBasis)) invalid('Each data class needs a purpose and a legal basis.');
  if (!Number.isInteger(retentionMonths) || retentionMonths < 1) invalid('A retention period is a number of months.');
  if (dataClass === 'trait' && legalBasis !== 'consent') invalid('Traits are held with consent alone.');
}

/** Whoever hears concerns runs nothing that concerns could be about. */
export function checkOffices({ adminId, sponsorId, custodianId, deputyId }: Offices): void {
  const hearing = [custodianId, deputyId].filter((id) => id !== null);
  const running = [adminId, sponsorId];
  if (new Set(hearing).size === hearing.length && !hearing.some((id) => running.includes(id))) return;
  throw new DomainError('offices-exclude-each-other', 'Custodian, deputy and those who run the programme are different people.');
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

function invalid(detail: string): never {
  throw new DomainError('governance-invalid', detail);
}
