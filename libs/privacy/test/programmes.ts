import fc from 'fast-check';
import type { Cell, CellKey, Member } from '../src/suppression/cell.js';

/** One answer, and where it stands. */
export interface Answer extends Member {
  readonly dimension: string;
  readonly silo: string;
  readonly band: string;
}

export interface Setting {
  /** Whether totals over every axis are cells too, or only programme ▸ dimension ▸ silo ▸ band. */
  readonly allTotals: boolean;
  /** How many different answers there are; with few, some cells are all alike. */
  readonly variety: number;
  /** What counts in each period. */
  readonly periods: readonly (readonly Answer[])[];
}

/** What was answered, which no reader knows. */
export function answerOf(contribution: string, variety: number): number {
  return ((Number(contribution.slice(1)) * 2_654_435_761) >>> 16) % variety;
}

/** Cells of one period; the value is the sum of the answers. */
export function cellsOf(all: readonly Answer[], { allTotals, variety }: Omit<Setting, 'periods'>): readonly Cell<number>[] {
  const answers = all.map((answer) => ({ ...answer, answer: answerOf(answer.contribution, variety) }));
  const masks: readonly (readonly ('dimension' | 'silo' | 'band')[])[] = allTotals
    ? [
      [], ['dimension'], ['silo'], ['band'], ['dimension', 'silo'], ['dimension', 'band'], ['silo', 'band'],
      ['dimension', 'silo', 'band'],
    ]
    : [[], ['dimension'], ['dimension', 'silo'], ['dimension', 'silo', 'band']];
  return masks.flatMap((mask) => {
    const keyOf = (answer: Answer): CellKey => Object.fromEntries(mask.map((axis) => [axis, answer[axis]]));
    return [...Map.groupBy(answers, (answer) => JSON.stringify(keyOf(answer))).entries()].map(([key, members]) => {
      const value = members.reduce((sum, member) => sum + member.answer, 0);
      return { key: JSON.parse(key) as CellKey, members, value, band: Math.round(value / 10) * 10 };
    });
  });
}

const place = fc.record({
  dimension: fc.constantFrom('d1', 'd2'),
  silo: fc.constantFrom('s1', 's2', 's3'),
  band: fc.constantFrom('4–6', '7–8', '9–10'),
});
type Place = Pick<Answer, 'dimension' | 'silo' | 'band'>;

interface Change {
  readonly kind: 'join' | 'leave' | 'move' | 'answer';
  readonly count: number;
  readonly where: Place;
  readonly seed: number;
}

/** People who come, go, move and answer anew; by rounds (every answer is a new one) or cumulative. */
export function settings({ maxPairs = 60, maxPeriods = 4 } = {}): fc.Arbitrary<Setting> {
  const change: fc.Arbitrary<Change> = fc.record({
    kind: fc.constantFrom('join', 'leave', 'move', 'answer'),
    count: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 14 })),
    where: place,
    seed: fc.nat(),
  });
  return fc.record({
    allTotals: fc.boolean(),
    byRounds: fc.boolean(),
    variety: fc.constantFrom(2, 3, 6),
    first: fc.array(place, { minLength: 5, maxLength: maxPairs }),
    twice: fc.integer({ min: 0, max: 5 }),
    changes: fc.array(fc.array(change, { maxLength: 3 }), { maxLength: maxPeriods - 1 }),
  }).map(({ allTotals, variety, byRounds, first, twice, changes }) => {
    const programme = new Programme(twice);
    first.forEach((where) => programme.join(where));
    const periods = [programme.now];
    for (const round of changes) {
      for (const one of round) programme.apply(one);
      if (byRounds) programme.answer(() => true);
      periods.push(programme.now);
    }
    return { allTotals, variety, periods };
  });
}

class Programme {
  now: readonly Answer[] = [];
  private next = 0;
  private readonly places = new Map<string, Pick<Place, 'silo' | 'band'>>();

  /** @param twice how many of those who come have a mentor or a leader in common with another. */
  constructor(private readonly twice: number) {}

  apply({ kind, count, where, seed }: Change): void {
    const size = this.now.length;
    const touched = new Set(this.now.filter((_, index) => (index + seed) % size < count));
    if (kind === 'join') for (let n = 0; n < count; n++) this.join(where);
    if (kind === 'leave') this.now = this.now.filter((one) => !touched.has(one));
    if (kind === 'move') this.move(new Set([...touched].map((one) => one.leader)), where);
    if (kind === 'answer') this.answer((one) => touched.has(one));
  }

  join(where: Place): void {
    const n = this.next++;
    const mentor = `m${n % 7 < this.twice ? n - (n % 2) : n}`;
    const leader = `l${n % 11 < this.twice ? n - (n % 3) : n}`;
    // A pairing stands where its leader does.
    const { silo, band } = this.places.get(leader) ?? where;
    this.places.set(leader, { silo, band });
    this.now = [...this.now, { dimension: where.dimension, silo, band, mentor, leader, contribution: `c${n}` }];
  }

  answer(isAnew: (one: Answer) => boolean): void {
    this.now = this.now.map((one) => (isAnew(one) ? { ...one, contribution: `c${this.next++}` } : one));
  }

  private move(leaders: ReadonlySet<string>, { silo, band }: Place): void {
    for (const leader of leaders) this.places.set(leader, { silo, band });
    this.now = this.now.map((one) => (leaders.has(one.leader) ? { ...one, silo, band } : one));
  }
}
