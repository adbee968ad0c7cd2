/**
 * The truths that the sample plants, all in this one file: what the report has to find. Nothing in `analytics` may read
 * it. Each can be switched off, and its finding must then disappear.
 */
export interface Truths {
  /** Agreed skills of this topic reach their target far more often than not. */
  readonly skillThatRises: string | null;
  /** Agreed skills of this topic stay where they were. */
  readonly skillThatDoesNotRise: string | null;
  /** One leader cancels most sessions a few hours before they begin. */
  readonly leaderCancelsLate: boolean;
  /** From the third round on mentors find it less safe to speak, by this many points on the scale of 1 to 5. */
  readonly mentorsSafetyFallsBy: number;
  /** Warnings of so many mentors, of as many leaders, are mitigated before they would have bitten. */
  readonly warningsInTime: number;
  /** One pairing drifts into help-desk. */
  readonly onePairingDrifts: boolean;
  /** Who takes part from this silo speaks only the language of its one site, so its pairings stay within. */
  readonly siloThatNobodyCrosses: string | null;
}

export const plantedTruths: Truths = {
  skillThatRises: 'prompting',
  skillThatDoesNotRise: 'data-visualisation',
  leaderCancelsLate: true,
  mentorsSafetyFallsBy: 1,
  warningsInTime: 9,
  onePairingDrifts: true,
  siloThatNobodyCrosses: 'LOG',
};

const off: Truths = {
  skillThatRises: null,
  skillThatDoesNotRise: null,
  leaderCancelsLate: false,
  mentorsSafetyFallsBy: 0,
  warningsInTime: 2,
  onePairingDrifts: false,
  siloThatNobodyCrosses: null,
};

export type TruthName = keyof Truths;
export const truthNames = Object.keys(plantedTruths) as TruthName[];

/** All truths but one. */
export function without(name: TruthName): Truths {
  return { ...plantedTruths, [name]: off[name] };
}

/** The finding that each truth has to make, by its code in `analytics`. */
export const findingOf: Readonly<Record<TruthName, string>> = {
  skillThatRises: 'skill-rose',
  skillThatDoesNotRise: 'skill-did-not-rise',
  leaderCancelsLate: 'leader-cancels-late',
  mentorsSafetyFallsBy: 'safety-fell',
  warningsInTime: 'risks-warned-in-time',
  onePairingDrifts: 'drift-into-help-desk',
  siloThatNobodyCrosses: 'silo-not-crossed',
};
