import { createHash } from 'node:crypto';
import { liveFigure, releasedFigures } from '@flipside/analytics/figures/catalogue';
import { computeLive, computeRelease } from '@flipside/analytics/figures/compute';
import type { AllFacts } from '@flipside/analytics/facts/fact';
import type { Merged } from '@flipside/analytics/facts/humans';
import { asOfInstant } from '@flipside/analytics/facts/remember';
import type { FiguresRead, ReleasedCells } from '@flipside/analytics/findings/finding';
import type { FigureCode, Period, ReleasedFigure } from '@flipside/analytics/figures/figure';
import { makeRelease, periodName, type FigureMemory } from '@flipside/analytics/releases/make-release';
import { programmeId } from './tell-sample.js';

/** Months of which releases are made: before, at and after the end. */
const months = ['2026-05', '2026-07', '2026-10'];
const asOf = '2026-11-15T00:00:00Z';

/** Every figure as the service would show it after the last month: live ones whole, sealed ones as they were released. */
export function readFigures(facts: AllFacts & Merged, leaderId?: string): FiguresRead {
  const releases = new Map<FigureCode, readonly ReleasedCells[]>();
  return {
    programmeId,
    ...(leaderId === undefined ? {} : { leaderId }),
    live: (code) =>
      computeLive(liveFigure(code)!, facts, {
        programmeId,
        asOf: asOfInstant(asOf),
        ...(leaderId === undefined ? {} : { leaderId }),
      }),
    releases: (code) => {
      const known =
        releases.get(code) ??
        releasesOf(
          releasedFigures.find(({ definition }) => definition.code === code)!,
          facts,
        );
      releases.set(code, known);
      return known;
    },
  };
}

export function releasesOf(figure: ReleasedFigure, facts: AllFacts): ReleasedCells[] {
  const periods: Period[] =
    figure.definition.appears === 'round' ? [1, 2, 3].map((round) => ({ round })) : months.map((month) => ({ month }));
  let memory: FigureMemory = {};
  return periods.flatMap((period) => {
    const open = computeRelease(figure, facts, programmeId, period, asOf);
    if (!open) return [];
    const made = makeRelease(figure.definition, open.cells, { period, k: 5, memory, token });
    memory = made.memory;
    return [{ period: periodName(period), cells: made.cells }];
  });
}

function token(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
