import { overlapMeter } from '@flipside/calendars';
import fc from 'fast-check';
import type { HardConstraint } from '../../domain/constraints.js';
import { randomSnapshot } from '../../testing/random-snapshot.js';
import { fieldOf } from './field.js';
import { judgePair } from './judge.js';
import { rowScan } from './scan-row.js';
import { scanTables } from './scan-tables.js';

const orders = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  mentors: fc.integer({ min: 1, max: 14 }),
  mentees: fc.integer({ min: 1, max: 10 }),
  oddOneIn: fc.constantFrom(0, 4, 12),
  policy: fc.record({
    minSharedMinutes: fc.constantFrom(30, 120), minLevelGap: fc.constantFrom(1, 3), topLevel: fc.constantFrom(5, 10),
  }),
});

describe('the scan of all pairs', () => {
  it.each([undefined, 'level-gap', 'topic', 'language', 'availability', 'contractor'] as const)(
    'finds what each pair judged alone gives, with %s set aside',
    (without: HardConstraint | undefined) => {
      let allowed = 0;
      fc.assert(
        fc.property(orders, (order) => {
          const field = fieldOf(randomSnapshot(order), without);
          const scan = rowScan(scanTables(field));
          field.mentees.forEach((mentee, number) => {
            const row = scan(number);
            const found = new Map(Array.from({ length: row.to }, (_, k) => [row.mentors[k]!, row.scores[k]!]));
            field.mentors.forEach((mentor, at) => {
              const { broken, fit } = judgePair(field.court, mentor, mentee, true);
              const firm = broken.filter((constraint) => constraint !== 'below-floor');
              expect([number, at, found.get(at)]).toEqual([number, at, firm.length > 0 ? undefined : fit.score]);
              allowed += Number(firm.length === 0);
            });
          });
        }),
        { numRuns: 25 },
      );
      expect(allowed).toBeGreaterThan(5);
    },
  );

  it('measures common time as libs/calendars does, clock changes included', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const field = fieldOf(randomSnapshot({ seed, mentors: 12, mentees: 12, oddOneIn: 9 }));
      const meter = overlapMeter(field.snapshot.window);
      field.mentors.forEach((mentor, a) =>
        field.mentees.forEach((mentee, b) => {
          const [mine, theirs] = [mentor.availability, mentee.availability];
          expect(field.minutes(a, b)).toBe(mine && theirs ? meter(mine, theirs) : -1);
        }));
    }
  });
});
