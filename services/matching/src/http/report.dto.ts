import { Bool, Int, Ints, Nested } from '@flipside/service-kit';

const SCORE = { max: 1_000_000, description: '0 to 1,000,000.' } as const;
const TOTAL = { max: 1e12 } as const;

export class BottomDecileView {
  @Int() pairs: number;
  @Int(SCORE) upTo: number;
  @Int(SCORE) mean: number;
}

export class ScoreSpreadView {
  @Int(SCORE) mean: number;
  @Int(SCORE) median: number;
  @Ints({ from: 0, to: 1_000_000, min: 11, max: 11, description: 'Lowest score, the nine limits of tenths, highest score.' }) deciles: number[];
  @Nested(() => BottomDecileView, { description: 'The tenth of the pairs, rounded up, with the lowest scores.' }) bottomDecile: BottomDecileView;
}

export class MethodView {
  @Int() pairs: number;
  @Int(TOTAL) total: number;
  @Bool({ description: 'False where only everybody’s best pairs were looked at.' }) exact: boolean;
}

export class CrossingView {
  @Int() pairs: number;
  @Int({ description: 'Proposals in which both silos are known.' }) known: number;
}

export class LoadView {
  @Int({ description: 'Mentors with two pairings.' }) withTwo: number;
  @Int({ description: 'Mentors with none who could have one of theirs.' }) waitingBeside: number;
}

/** What a run is worth, beside simpler methods on the same snapshot. */
export class RunReportView {
  @Int({ description: 'Leaders who wait for a partner.' }) waiting: number;
  @Int({ description: 'Those of them who got one.' }) matched: number;
  @Nested(() => ScoreSpreadView, { nullable: true }) scores: ScoreSpreadView | null;
  @Int({ max: 1e12, description: 'Allowed pairs who would both score higher with each other than with what they have.' }) blockingPairs: number;
  @Nested(() => MethodView) deferredAcceptance: MethodView;
  @Nested(() => MethodView, { nullable: true, description: 'The pair with the best score first, then the best that is left; null in runs before engine version 4.' })
  greedy: MethodView | null;
  @Nested(() => CrossingView, { description: 'Proposals across silos.' }) crossing: CrossingView;
  @Nested(() => LoadView) load: LoadView;
  @Int({ ...TOTAL, description: 'Total score.' }) total: number;
}
