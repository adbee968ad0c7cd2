import { DomainError } from '@flipside/event-sourcing';
import { matchingCriteria, type ProgrammePolicy } from '@flipside/contracts';
import { neededClasses, type Governance } from './governance.js';
import type { Offices, Programme } from './state.js';

/** A programme that has all it needs to open. */
export type Complete = Programme & { readonly policy: ProgrammePolicy; readonly governance: Governance };

/**
 * What a programme needs before anybody is invited, in the order in which it is usually prepared.
 *
 * @param countries where people may take part (ISO 3166-1 alpha-2): each needs its workers' representatives heard.
 * @throws DomainError for the first thing that is missing.
 */
export function mustBeComplete(state: Programme, countries: readonly string[]): Complete {
  if (Object.keys(state.objectives).length === 0) {
    throw new DomainError('objective-missing', 'Without an objective nobody could say whether it worked: set one first.');
  }
  const { policy, governance } = state;
  if (!policy) throw new DomainError('policy-missing', 'The programme has no window and no policy: set the policy first.');
  if (policy.training.mentor.length === 0 || policy.training.mentee.length === 0) {
    throw new DomainError('training-missing', 'Each role needs training before it begins: name its modules in the policy.');
  }
  if (!governance) throw new DomainError('governance-missing', 'The governance is not recorded: record it first.');
  mustHaveOffices(state);
  mustBeWhole(governance, countries);
  mustAgree(governance, policy);
  return { ...state, policy, governance };
}

function mustHaveOffices({ sponsorId, custodianId, deputyId }: Offices): void {
  if (sponsorId === null) throw new DomainError('sponsor-missing', 'The programme has no sponsor: name one first.');
  if (custodianId === null || deputyId === null) {
    throw new DomainError('custodian-missing', 'The programme has no custodian with a deputy: record the governance anew.');
  }
}

function mustBeWhole({ purposes, representatives }: Governance, countries: readonly string[]): void {
  const missing = [
    ...neededClasses.filter((dataClass) => !purposes.some((entry) => entry.dataClass === dataClass)),
    ...countries.filter((country) => !representatives.some((entry) => entry.country === country)),
  ];
  if (missing.length === 0) return;
  throw new DomainError('governance-incomplete', 'The record leaves data classes or countries out: add them.', {
    missing,
  });
}

/** What was promised is what runs: the record and the notice say the same as the policy that is carried out. */
function mustAgree({ purposes, notice }: Governance, policy: ProgrammePolicy): void {
  const periods = purposes.filter(({ dataClass, retentionMonths }) => policy.retentionMonths[dataClass] !== retentionMonths);
  const weights = matchingCriteria.filter((criterion) => told(notice, criterion) !== policy.matching.weights[criterion]);
  if (periods.length + weights.length === 0) return;
  throw new DomainError('governance-contradicts-policy', 'The record says something else than the policy: make them the same.', {
    differs: [...periods.map(({ dataClass }) => dataClass), ...weights],
  });
}

/** A criterion that the notice leaves out counts for nothing. */
function told({ criteria }: Governance['notice'], criterion: string): number {
  return criteria.find((entry) => entry.criterion === criterion)?.weight ?? 0;
}
