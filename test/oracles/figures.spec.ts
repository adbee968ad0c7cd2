import { liveFigures, releasedFigures } from '@flipside/analytics/figures/catalogue';
import { nameOf } from '@flipside/analytics/figures/cells/cut';
import { computeLive, computeRelease } from '@flipside/analytics/figures/compute';
import { asOfInstant } from '@flipside/analytics/facts/remember';
import { plantedTruths } from '@flipside/standalone/sample/truths';
import { programmeId, tellSample, type Told } from '../sample/tell-sample.js';
import { doseOracle } from './dose.js';
import { liveOracle } from './live.js';
import { logOf, until, type Expected, type Log } from './log.js';
import { sealedOracle } from './sealed.js';

interface Found {
  readonly value: number | null;
  readonly n: number;
}

/** Means of seeded permutations: nothing counts them a second way to the digit. */
const DRAWN = 'acrossAtRandom';

/** Compares every cell and measure that there is, on either side; at least so many, or it would prove nothing. */
function compare(found: ReadonlyMap<string, ReadonlyMap<string, Found>>, expected: Expected, least: number): void {
  let compared = 0;
  expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
  for (const [name, measures] of expected) {
    const told = [...found.get(name)!.keys()].filter((measure) => measure !== DRAWN).sort();
    expect([name, told]).toEqual([name, Object.keys(measures).sort()]);
    for (const [measure, [value, n]] of Object.entries(measures)) {
      const own = found.get(name)!.get(measure);
      const where = `${name} ${measure}`;
      expect([where, own?.n]).toEqual([where, n]);
      if (value === null) expect([where, own?.value]).toEqual([where, null]);
      else expect([where, Math.abs(own!.value! - value) < 1e-9]).toEqual([where, true]);
      compared++;
    }
  }
  expect(compared).toBeGreaterThanOrEqual(least);
}

describe('figures, counted a second way', () => {
  let told: Told;
  let log: Log;
  beforeAll(async () => {
    told = await tellSample(plantedTruths);
    log = logOf(told.facts);
  });

  it.each(['2026-05-15T00:00:00Z', '2026-08-15T00:00:00Z'])('live ones agree as of %s', (instant) => {
    const day = instant.slice(0, 10);
    const oracle = liveOracle(until(log, day), instant);
    for (const figure of liveFigures) {
      const cells = computeLive(figure, told.facts, { programmeId, asOf: asOfInstant(instant) });
      const found = new Map(cells.map((cell) => [nameOf(cell.key), new Map(Object.entries(cell.values))]));
      compare(found, oracle[figure.definition.code]!, 4);
    }
  });

  it.each([{ month: '2026-04' }, { month: '2026-07' }, { month: '2026-10' }, { round: 1 }, { round: 3 }])(
    'released ones agree for %j',
    (period) => {
      for (const figure of releasedFigures.filter(
        ({ definition }) => definition.appears === ('month' in period ? 'month' : 'round'),
      )) {
        const made = computeRelease(figure, told.facts, programmeId, period as { month: string }, '2026-12-01T00:00:00Z')!;
        const seen = until(log, made.until);
        const { code } = figure.definition;
        const oracle =
          code === 'dose'
            ? doseOracle(seen, made.until)
            : sealedOracle(seen, made.until, 'round' in period ? period.round : undefined)[code]!;
        const found = new Map(
          made.cells.map((cell) => [
            nameOf(cell.key),
            new Map(Object.entries(cell.measures).map(([measure, made]) => [measure, made.value()])),
          ]),
        );
        compare(found, oracle, 4);
      }
    },
  );
});
