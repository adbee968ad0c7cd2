import { DomainError } from '@flipside/event-sourcing';
import { careerAreas, type EnrolmentRole } from '@flipside/contracts';
import type { Eligibility, EnrolmentCommand } from './commands.js';
import type { Terms } from './events.js';

/** What is not yours reads as if it were not there. */
function unknown(): never {
  throw new DomainError('enrolment-unknown', 'There is no such enrolment: check its address.');
}

export function mustBeOneself({ by, personId }: { readonly by: string | null; readonly personId: string }): void {
  if (by !== personId) unknown();
}

export function mustBeLineManager({ by, lineManagerId }: { readonly by: string; readonly lineManagerId: string | null }): void {
  if (by !== lineManagerId) unknown();
}

/** @throws DomainError where programme or employment do not allow an application today. */
export function checkEligible({ programme, employed, type, contractorsAdmitted }: Eligibility): void {
  if (programme !== 'open') throw new DomainError('programme-not-open', 'The programme is not open: wait until it is.');
  if (!employed) throw new DomainError('not-employed', 'Only who is employed here can take part.');
  const fromOutside = type === 'contractor' || type === 'agency';
  if (fromOutside && !contractorsAdmitted) {
    throw new DomainError('contractors-not-admitted', 'This programme is for employees: ask for one that is open to others.');
  }
}

/** @throws DomainError for terms that the role can't have. */
export function checkTerms({ goals, slots, ownChain }: Terms, role: EnrolmentRole): void {
  if (goals.length === 0 || goals.some(({ text }) => text.trim() === '')) {
    throw new DomainError('goals-missing', 'Name at least one goal in your own words.');
  }
  const areas: readonly (string | null)[] = [null, ...careerAreas];
  if (goals.some(({ area }) => !areas.includes(area))) {
    throw new DomainError('unknown-area', 'No career area has this code: choose one of them.');
  }
  if (role === 'mentee' && (slots !== 1 || ownChain)) {
    throw new DomainError('mentors-terms', 'A second slot and the own chain are a mentor’s to choose: leave them out.');
  }
}

/** @returns the version of the pledge. @throws DomainError for a release that is none. */
export function checkGrant(command: Extract<EnrolmentCommand, { type: 'GrantTime' }>): string {
  const { role, hoursPerMonth, minHoursPerMonth, pledge } = command;
  if (role !== 'mentor') throw new DomainError('time-for-mentors', 'Hours are released for mentors alone.');
  if (!(hoursPerMonth >= minHoursPerMonth && hoursPerMonth <= 40)) {
    throw new DomainError('hours-out-of-range', 'Release as many hours a month as the programme asks for, 40 at most.', {
      minHoursPerMonth,
    });
  }
  if (pledge) return pledge;
  throw new DomainError('pledge-missing', 'Time is released together with the no-repercussion pledge: make it.');
}
