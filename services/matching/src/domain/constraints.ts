/** Everything that forbids a pair, by a stable code. A weighted criterion never forbids. */
export const hardConstraints = {
  'same-person': 'Nobody mentors themselves.',
  'power-distance': 'One is the other’s line, dotted-line or appraising manager, they share one, or are close in one chain.',
  'own-chain': 'One stands far above the other: only top leaders, or an organisation with a single chain, and by opt-in.',
  'chain-unknown': 'A manager somewhere above one of them is unknown.',
  'level-unknown': 'The level of one of them is unknown.',
  'level-gap': 'The mentor is not junior enough.',
  topic: 'Nothing that the leader wishes for is offered far enough above them.',
  language: 'No shared language.',
  availability: 'Too few minutes in common in the smallest week.',
  capacity: 'One of them has no free place.',
  'not-eligible': 'One of them is not employed to the end of the window, or absent.',
  contractor: 'The programme does not admit contractors.',
  repeat: 'They completed a pairing together.',
  'both-ways': 'They are paired the other way round.',
  'below-floor': 'The score is below the quality floor.',
  private: 'A private constraint.',
} as const;

export type HardConstraint = keyof typeof hardConstraints;

/**
 * What a named person may set aside for one pair, with a reason. All the rest protects somebody: power distance, blocks
 * and earlier endings for sure; capacity, since a second place is the mentor's own wish.
 */
export const overridable: ReadonlySet<HardConstraint> = new Set([
  'topic', 'level-gap', 'language', 'availability', 'contractor', 'below-floor',
]);
