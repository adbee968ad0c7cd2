import { welch } from '../statistics/mean.js';
import type { Cell } from '../figures/figure.js';
import type { FiguresRead, FindingRule, ReleasedCells } from './finding.js';

/** Fewest answers, or people asked, in both rounds. */
const LEAST = 12;
const SHARE_OF_SD = 0.5;
const HALF = 0.5;

/** Every later round beside the first, by instrument; mentors alone, who speak upwards. */
export const safetyFell: FindingRule = {
  code: 'safety-fell',
  figure: 'psychological-safety',
  means:
    `The mentors’ mean fell by at least ${SHARE_OF_SD} of the first round’s standard deviation, the 95 % ` +
    `interval of the difference excludes 0, ` +
    `and at least ${LEAST} answered in both rounds. The value is the difference in points.`,
  find: (figures) =>
    laterRounds(figures).flatMap(({ first, cell, period }) => {
      const [before, after] = [summaryOf(first), summaryOf(cell)];
      if (!before || !after || before.n < LEAST || after.n < LEAST) return [];
      const { difference, interval } = welch(before, after);
      const threshold = -SHARE_OF_SD * before.sd;
      if (difference > threshold || interval[1] >= 0) return [];
      const scope = { programmeId: figures.programmeId, ...cell.key, period };
      return [{ code: 'safety-fell', figure: 'psychological-safety', scope, value: difference, interval, threshold } as const];
    }),
};

export const responseHalved: FindingRule = {
  code: 'response-halved',
  figure: 'psychological-safety',
  means: `The share of mentors who answer is at most ${HALF} of that of the first round, at least ${LEAST} asked in both.`,
  find: (figures) =>
    laterRounds(figures).flatMap(({ first, cell, period }) => {
      const [before, after] = [first.values['response'], cell.values['response']];
      if (!before?.value || !after || after.value === null || before.n < LEAST || after.n < LEAST) return [];
      const threshold = HALF * before.value;
      if (after.value > threshold) return [];
      const scope = { programmeId: figures.programmeId, ...cell.key, period };
      return [
        {
          code: 'response-halved',
          figure: 'psychological-safety',
          scope,
          value: after.value,
          interval: after.interval,
          threshold,
        } as const,
      ];
    }),
};

function laterRounds(figures: FiguresRead): { first: Cell; cell: Cell; period: string }[] {
  const rounds = figures.releases('psychological-safety');
  return mentorCells(rounds[0]).flatMap((first) =>
    rounds.slice(1).flatMap((round) =>
      mentorCells(round)
        .filter(({ key }) => key.dimension === first.key.dimension)
        .map((cell) => ({ first, cell, period: round.period })),
    ),
  );
}

function mentorCells(round: ReleasedCells | undefined): readonly Cell[] {
  return (round?.cells ?? []).filter(({ key }) => key.dimension?.endsWith(';role=mentor') && key.silo === undefined);
}

function summaryOf({ values }: Cell): { n: number; mean: number; sd: number } | undefined {
  const [mean, sd] = [values['mean'], values['sd']];
  if (!mean || !sd || mean.value === null || sd.value === null) return undefined;
  return { n: mean.n, mean: mean.value, sd: sd.value };
}
