import type { Expected, Told } from '../../oracles/log.js';
import type { Cell, Value } from './recount.js';

/** Numbers are released with six decimals. */
const EXACT = 1e-6;
/** Means of seeded permutations: nothing counts them a second way to the digit. */
const DRAWN = 'acrossAtRandom';

export interface Shown {
  readonly cells: readonly Cell[];
  /** Units of the figure's measures, as the catalogue names them. */
  readonly units: Readonly<Record<string, string>>;
  /** What each number has to be. */
  readonly expected: Expected;
  /** The same for the release of an earlier period, whose number may have been carried forward. */
  readonly before?: (period: string) => Expected;
}

export interface Compared {
  /** Numbers that were compared, of those that are shown. */
  readonly numbers: number;
  /** Their intervals, where there is a second way to them. */
  readonly intervals: number;
  readonly differing: readonly string[];
}

/** Compares every cell and measure that there is on either side. */
export function compare({ cells, units, expected, before }: Shown): Compared {
  const found = new Map(cells.map(({ key, values }) => [nameOf(key), values]));
  const differing = [...new Set([...found.keys(), ...expected.keys()])].flatMap((name) => missingIn(name, found.get(name) ?? {}, expected.get(name) ?? {}));
  let [numbers, intervals] = [0, 0];
  for (const [name, measure, value, own] of pairsOf(found, expected)) {
    const told = value.carriedFrom === undefined ? own : before?.(value.carriedFrom).get(name)?.[measure];
    const why = told ? differenceOf(value, told) : 'is of a period that has none';
    const interval = intervalOf(units[measure], value, found.get(name)!);
    numbers += Number(value.value !== null);
    intervals += Number(interval !== undefined);
    const all = [why, interval === false ? 'has another interval' : undefined].filter((one) => one !== undefined);
    differing.push(...all.map((one) => `${name} ${measure}: ${JSON.stringify(value)} ${one}`));
  }
  return { numbers, intervals, differing };
}

function missingIn(name: string, found: object, expected: object): readonly string[] {
  const [own, wanted] = [found, expected].map((measures) => Object.keys(measures).filter((one) => one !== DRAWN).sort().join() || 'nothing');
  return own === wanted ? [] : [`${name}: has ${own}, not ${wanted}`];
}

function* pairsOf(found: ReadonlyMap<string, Cell['values']>, expected: Expected): Iterable<readonly [name: string, measure: string, Value, Told]> {
  for (const [name, measures] of expected) {
    for (const [measure, own] of Object.entries(measures)) {
      const value = found.get(name)?.[measure];
      if (value) yield [name, measure, value, own];
    }
  }
}

export function nameOf({ dimension = '', silo = '', band = '' }: Cell['key']): string {
  return [dimension, silo, band].join('|');
}

/** Nothing of what is hidden is told; of what all, or all but one, said alike the third of the scale in which it lies. */
function differenceOf(shown: Value, [expected, of]: Told): string | undefined {
  const { value, n, why } = shown;
  if (why === 'hidden') return isSilent(shown) ? undefined : 'tells of what is hidden';
  if (n !== of) return `does not rest on ${of}`;
  if (why === 'all-alike') return isThirdAround(shown, expected) ? undefined : `is no third around ${expected}`;
  return isSame(value, expected) ? undefined : `is not ${expected}`;
}

function isSilent({ value, n, interval, missing }: Value): boolean {
  return value === null && n === 0 && interval === null && Object.keys(missing).length === 0;
}

function isSame(value: number | null, expected: number | null): boolean {
  return value === expected || Math.abs((value ?? NaN) - (expected ?? NaN)) <= EXACT;
}

function isThirdAround({ value, interval }: Value, expected: number | null): boolean {
  const [low, high] = interval ?? [-Infinity, Infinity];
  return value === null && expected !== null && low - EXACT <= expected && expected <= high + EXACT;
}

/** Whether a share has Wilson's interval and a mean beside its deviation Student's; undefined for all others. */
function intervalOf(unit: string | undefined, { value, n, interval }: Value, { sd, mean }: Cell['values']): boolean | undefined {
  if (interval === null || value === null) return undefined;
  if (unit === 'share') return interval.every((end) => isWilson(end, value, n));
  return value === mean?.value && sd?.value ? isStudent(interval, value, sd.value / Math.sqrt(n), n - 1) : undefined;
}

function isStudent(interval: readonly [number, number], mean: number, error: number, freedom: number): boolean {
  const [low, high] = interval.map((end) => Math.abs(end - mean) / error) as [number, number];
  return Math.abs(low - high) < 1e-4 && Math.abs(within(low, freedom) - 0.95) < 1e-4;
}

/** Either end is a share from which the one found is 1.96 of its own deviations away; 0 and 1 at the ends of the scale. */
function isWilson(end: number, share: number, n: number): boolean {
  if (share === end && (end === 0 || end === 1)) return true;
  return Math.abs(Math.abs(share - end) / Math.sqrt((end * (1 - end)) / n) - 1.959964) < 1e-3;
}

/** Probability that Student's t lies within ±t: the density over the angle whose tangent is t / √ν, summed up. */
function within(t: number, freedom: number): number {
  const under = (angle: number): number => {
    const steps = 2_000;
    return Array.from({ length: steps }, (_, i) => Math.cos(((i + 0.5) * angle) / steps) ** (freedom - 1)).reduce((sum, one) => sum + one, 0) * (angle / steps);
  };
  return under(Math.atan(t / Math.sqrt(freedom))) / under(Math.PI / 2);
}

/**
 * Too few behind a number, or between a number and those of its parts: what is hidden could be told from what is shown. Where
 * all answered alike no number is shown. @param k fewest readings.
 */
export function tooFew(shown: Pick<Shown, 'cells' | 'expected'>, k: number): readonly string[] {
  return shown.cells.flatMap(({ key, values }) => Object.entries(values).flatMap(([measure, value]) => {
    if (value.value === null || value.carriedFrom !== undefined) return [];
    const left = leftOf(shown, key, measure);
    return [
      ...(isFew(value.n, k) ? [`${nameOf(key)} ${measure} rests on ${value.n}`] : []),
      ...(isFew(left, k) ? [`${nameOf(key)} ${measure} leaves ${left} between it and its parts`] : []),
    ];
  }));
}

const isFew = (n: number, k: number): boolean => n > 0 && n < k;

/** Readings of a cell that are in none of its parts that show a number; 0 where they do not add up to it, or one is of another period. */
function leftOf({ cells, expected }: Pick<Shown, 'cells' | 'expected'>, key: Cell['key'], measure: string): number {
  const parts = cells.filter((part) => isPart(part.key, key)).map((part) => ({ value: part.values[measure]!, n: ofOne(expected, part.key, measure) }));
  const whole = ofOne(expected, key, measure);
  const numbers = parts.filter(({ value }) => value.why !== 'hidden' && value.why !== 'all-alike');
  const sum = (some: readonly { readonly n: number }[]): number => some.reduce((total, { n }) => total + n, 0);
  if (parts.length === 0 || sum(parts) !== whole || numbers.some(({ value }) => value.carriedFrom !== undefined)) return 0;
  return whole - sum(numbers);
}

function ofOne(expected: Expected, key: Cell['key'], measure: string): number {
  return expected.get(nameOf(key))?.[measure]?.[1] ?? 0;
}

/** Silos are parts of a dimension, bands of a silo. */
function isPart(part: Cell['key'], of: Cell['key']): boolean {
  if (part.dimension !== of.dimension) return false;
  return of.silo === undefined ? part.silo !== undefined && part.band === undefined : of.band === undefined && part.silo === of.silo && part.band !== undefined;
}
