import type { Member, OpenCell } from '../figures/cells/open-cells.js';
import { skillTransfer } from '../figures/skill-transfer/skill-transfer.js';
import { known, type FigureValue } from '../statistics/value.js';
import { coarse } from './coarse.js';
import { makeRelease, periodName, type FigureMemory } from './make-release.js';

const member = (n: number, answer = 'true', version = 0): Member => ({
  mentor: `m${n}`,
  leader: `l${n}`,
  contribution: `c${n}.${version}`,
  answer,
});
const mixed = (count: number, from = 1): Member[] =>
  Array.from({ length: count }, (_, i) => member(from + i, String(i % 2 === 0)));
const open = (key: OpenCell['key'], members: Member[], value = 0.5): OpenCell => ({
  key,
  measures: { reached: { value: () => known(value, members.length, [0.1, 0.9]), members } },
});
const token = (text: string): string =>
  `#${text.length}${[...text].reduce((sum, char) => (sum * 31 + char.codePointAt(0)!) % 1e9, 7)}`;
const release = (cells: OpenCell[], month: string, memory: FigureMemory = {}) =>
  makeRelease(skillTransfer.definition, cells, { period: { month }, k: 5, memory, token });
const reached = (made: ReturnType<typeof release>, i = 0) => made.cells[i]!.values['reached']!;
const key = { dimension: 'rater=self' };

describe('making a release', () => {
  it('shows a cell of five mentors and five leaders, and hides one of four', () => {
    expect(reached(release([open(key, mixed(5))], '2026-03'))).toEqual({ value: 0.5, n: 5, interval: [0.1, 0.9], missing: {} });
    expect(reached(release([open(key, mixed(4))], '2026-03'))).toEqual({
      value: null,
      n: 0,
      interval: null,
      missing: {},
      why: 'hidden',
    });
  });

  it('tells only a third of the scale where all answered alike', () => {
    const alike = Array.from({ length: 6 }, (_, i) => member(i));
    expect(reached(release([open(key, alike, 1)], '2026-03'))).toMatchObject({
      value: null,
      n: 6,
      interval: [0.666667, 1],
      why: 'all-alike',
    });
  });

  it('carries a cell forward that fewer than five changed', () => {
    const first = release([open(key, mixed(8))], '2026-03');
    const second = release([open(key, [...mixed(8), ...mixed(2, 20)], 0.6)], '2026-04', first.memory);
    expect(reached(second)).toMatchObject({ value: 0.5, n: 8, carriedFrom: '2026-03' });
    const third = release([open(key, [...mixed(8), ...mixed(6, 20)], 0.7)], '2026-05', second.memory);
    expect(reached(third)).toMatchObject({ value: 0.7, n: 14 });
    expect(reached(third).carriedFrom).toBeUndefined();
  });

  it('hides a second silo where one is too small', () => {
    const [small, large, third] = [mixed(3), mixed(8, 20), mixed(9, 40)];
    const made = release(
      [open(key, [...small, ...large, ...third]), ...[small, large, third].map((m, i) => open({ ...key, silo: `s${i}` }, m))],
      '2026-03',
    );
    expect(made.cells.map(({ values }) => values['reached']!.why)).toEqual([undefined, 'hidden', 'hidden', undefined]);
  });

  it('remembers nobody by an id that can be read', () => {
    const made = release([open(key, mixed(8))], '2026-03');
    expect(JSON.stringify(made)).not.toMatch(/"m\d|"l\d|"c\d|true"/);
  });

  it('rounds, so that every machine publishes the same', () => {
    expect(reached(release([open(key, mixed(6), 1 / 3)], '2026-03')).value).toBe(0.333333);
  });

  it('names its periods', () =>
    expect([periodName({ month: '2026-03' }), periodName({ round: 2 })]).toEqual(['2026-03', 'round-2']));
});

describe('a coarse value', () => {
  it.each([
    [0, 'share', [0, 0.333333]],
    [1, 'share', [0.666667, 1]],
    [-1, 'change', [-1, -0.333333]],
    [3, 'score', [2.333333, 3.666667]],
    [7, 'days', null],
  ] as const)('of %d as %s is %j', (value, unit, interval) => {
    expect(coarse(known(value, 9) as FigureValue, unit)).toEqual({ value: null, n: 9, interval, missing: {}, why: 'all-alike' });
  });
});
