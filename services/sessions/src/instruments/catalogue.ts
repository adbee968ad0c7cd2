import { askedOf, type Instrument } from './instrument.js';
import { inclusiveLeadership, leaderOpenness } from './of-the-leader.js';
import { homeTeamSafety, upwardCommunication } from './of-the-organisation.js';
import { pairSpeakingUp, worthwhile } from './of-the-pair.js';

export const instruments: readonly Instrument[] = [
  pairSpeakingUp, homeTeamSafety, upwardCommunication, worthwhile, leaderOpenness, inclusiveLeadership,
];

/** What every round of a pairing asks. */
export const pairRound = [pairSpeakingUp, worthwhile].map(askedOf);

/** Asked beside the items where a round asks for it; answered with units of the organisation. */
export const unitsQuestion = 'Which units have you worked with in the last three months?';

/** The wording of an item; undefined for one that was never asked. */
export function textOf(item: string): string | undefined {
  return instruments.flatMap(({ items }) => items).find((one) => one.item === item)?.text;
}
