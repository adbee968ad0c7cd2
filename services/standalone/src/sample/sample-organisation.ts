import { plainOrganisation } from './organisation.js';
import { withUnusualPeople, type StaffedOrganisation } from './unusual-people.js';

/** Seed of everything in the sample. */
export const SAMPLE_SEED = 'halden-2026';

/** The 1,200 simulated people of the demo; always the same. */
export function sampleOrganisation(): StaffedOrganisation {
  return withUnusualPeople(plainOrganisation(SAMPLE_SEED));
}
