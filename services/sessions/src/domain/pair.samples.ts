import type { Pair } from './pair.js';

/** One pair for specs. */
export const MENTOR = 'a1d3c0de-0000-4000-8000-000000000001';
export const LEADER = 'a1d3c0de-0000-4000-8000-000000000002';
export const STRANGER = 'a1d3c0de-0000-4000-8000-000000000003';
export const PROGRAMME = 'a1d3c0de-0000-4000-8000-000000000004';
export const PAIRING = 'a1d3c0de-0000-4000-8000-000000000005';

export const samplePair: Pair = { pairingId: PAIRING, programmeId: PROGRAMME, cohort: 1, mentorId: MENTOR, menteeId: LEADER };
