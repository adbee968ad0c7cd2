import type { PartnerScore, SparseProblem } from '@flipside/assignment';
import { pointsOf, FULL } from '../scoring/criteria/scale.js';
import { Growing } from '../scoring/pairs/class-table.js';
import type { Field } from '../scoring/pairs/field.js';
import { totalWeight } from '../scoring/policy.js';
import type { CorePairs } from './core.js';
import type { Places } from './places.js';

/** Scores of pairs at places: a first place gives more points than a second one. */
export interface PlaceScores {
  readonly places: Places;
  /** Points that a first place gives beyond a second one. */
  readonly firstPlacePoints: number;
  /** The quality floor: a lower score is no pair. */
  readonly floor: number;
}

export function placeScores({ policy, without }: Field, places: Places): PlaceScores {
  return {
    places, floor: without === 'below-floor' ? 0 : policy.qualityFloor,
    firstPlacePoints: pointsOf(FULL, policy.weights.secondSlot, totalWeight(policy)),
  };
}

/**
 * The problem to solve: leaders are rows, places of mentors are columns, pairs below the quality floor are absent. Leaving
 * somebody alone costs as much as a pair of score 0; most pairs come first anyway.
 */
export function toProblem(field: Field, scores: PlaceScores, pairs: CorePairs): SparseProblem {
  const rows = field.mentees.length;
  const start = new Int32Array(rows + 1);
  const [column, score] = [new Growing(pairs.mentor.length), new Growing(pairs.mentor.length)];
  for (let mentee = 0; mentee < rows; mentee++) {
    for (let at = pairs.start[mentee]!; at < pairs.start[mentee + 1]!; at++) {
      eachPlace(scores, pairs.mentor[at]!, pairs.score[at]!, (place, own) => {
        column.push(place);
        score.push(own);
      });
    }
    start[mentee + 1] = column.length;
  }
  return {
    kind: 'sparse', rows, columns: scores.places.count, start,
    column: column.items.subarray(0, column.length), score: score.items.subarray(0, score.length),
    rowKeys: field.mentees.map(({ personId }) => personId), columnKeys: scores.places.keys,
  };
}

/** One row of the problem, as the incremental engine takes it. @param isClosed of pairs that are left out. */
export function rowAtPlaces(
  scores: PlaceScores, pairs: CorePairs, mentee: number, isClosed: (mentor: number, mentee: number) => boolean = () => false,
): readonly PartnerScore[] {
  const row: PartnerScore[] = [];
  for (let at = pairs.start[mentee]!; at < pairs.start[mentee + 1]!; at++) {
    if (isClosed(pairs.mentor[at]!, mentee)) continue;
    eachPlace(scores, pairs.mentor[at]!, pairs.score[at]!, (partner, score) => row.push({ partner, score }));
  }
  return row;
}

/** The places of a mentor at which a pair reaches the floor, and its score there. */
export function eachPlace(
  { places, firstPlacePoints, floor }: PlaceScores, mentor: number, score: number, visit: (place: number, score: number) => void,
): void {
  const end = places.firstOf[mentor]! + places.slotsOf[mentor]!;
  for (let place = places.firstOf[mentor]!; place < end; place++) {
    const own = places.isSecond[place] ? score : score + firstPlacePoints;
    if (own >= floor) visit(place, own);
  }
}
