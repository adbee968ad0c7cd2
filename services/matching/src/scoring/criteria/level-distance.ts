import { FULL, known, neutral, type Value } from './scale.js';

/** From so many levels on the leader's position hides as much as it can. */
const MOST = 6;

/** Levels between the two, in proportion to six: the farther, the more there is to learn. The middle where unknown (0). */
export function levelDistance(mentor: number, mentee: number): Value {
  return mentor === 0 || mentee === 0 ? neutral : known((FULL * (mentee - mentor)) / MOST);
}
