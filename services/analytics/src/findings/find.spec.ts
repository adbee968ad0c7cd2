import type { Cell, FigureCode } from '../figures/figure.js';
import type { FigureValue, Interval } from '../statistics/value.js';
import { findAll, findingRules, findOwn, ownFindingRules } from './find.js';
import { findingCodes, type FiguresRead, type ReleasedCells } from './finding.js';

const told = (value: number, n: number, interval: Interval | null = null): FigureValue => ({ value, n, interval, missing: {} });
const hidden: FigureValue = { value: null, n: 0, interval: null, missing: {}, why: 'hidden' };

interface Given {
  readonly live?: Partial<Record<FigureCode, Cell[]>>;
  readonly releases?: Partial<Record<FigureCode, ReleasedCells[]>>;
  readonly leaderId?: string;
}

function found({ live = {}, releases = {}, leaderId }: Given): string[] {
  const figures: FiguresRead = {
    programmeId: 'p1',
    ...(leaderId === undefined ? {} : { leaderId }),
    live: (code) => live[code] ?? [],
    releases: (code) => releases[code] ?? [],
  };
  const own = leaderId === undefined ? [] : findOwn({ ...figures, leaderId });
  return [...findAll(figures), ...own].map(({ code }) => code);
}

const skill = (
  reached: FigureValue,
  change: FigureValue,
  key: Cell['key'] = { dimension: 'rater=self;topic=prompting' },
): Given => ({ releases: { 'skill-transfer': [{ period: '2026-07', cells: [{ key, values: { reached, change } }] }] } });

describe('findings', () => {
  it('have a documented rule each', () => {
    expect([...findingRules, ...ownFindingRules].map(({ code }) => code).toSorted()).toEqual([...findingCodes].toSorted());
    for (const { means } of findingRules) expect(means.length).toBeGreaterThan(40);
  });

  it('are none where nothing was told', () => expect(found({})).toEqual([]));
});

describe('a skill', () => {
  const [high, low] = [told(0.8, 30, [0.6, 0.9]), told(0.1, 30, [0.03, 0.25])];
  const [gain, none] = [told(0.6, 30, [0.5, 0.7]), told(0.0, 30, [-0.1, 0.1])];

  it('rose when most reached the target and the change is beyond doubt', () =>
    expect(found(skill(high, gain))).toEqual(['skill-rose']));
  it('did not rise when the change is beyond doubt about nothing', () =>
    expect(found(skill(low, none))).toEqual(['skill-did-not-rise']));

  it('rose also where all reached it, and only the range is told', () => {
    expect(found(skill({ value: null, n: 20, interval: [0.666667, 1], missing: {}, why: 'all-alike' }, gain))).toEqual([
      'skill-rose',
    ]);
  });

  it.each([
    ['too few', skill(told(0.8, 11, [0.6, 0.9]), gain)],
    ['an interval that holds the bound', skill(told(0.6, 30, [0.45, 0.75]), gain)],
    ['a change that is too small', skill(high, told(0.25, 30, [0.1, 0.4]))],
    ['a hidden number', skill(hidden, gain)],
    ['a cell of one silo', skill(high, gain, { dimension: 'rater=self;topic=prompting', silo: 'a' })],
    ['all topics together', skill(high, gain, { dimension: 'rater=self' })],
    ['neither', skill(told(0.4, 30, [0.3, 0.6]), told(0.2, 30, [0.1, 0.3]))],
  ])('says nothing with %s', (_, given) => expect(found(given)).toEqual([]));

  it('counts by the latest release', () => {
    const [july] = skill(high, gain).releases!['skill-transfer']!;
    const [october] = skill(low, none).releases!['skill-transfer']!;
    expect(found({ releases: { 'skill-transfer': [july!, { ...october!, period: '2026-10' }] } })).toEqual([
      'skill-did-not-rise',
    ]);
  });
});

describe('the mentors’ safety', () => {
  const round = (n: number, mean: number, people: number, response: number, role = 'mentor'): ReleasedCells => ({
    period: `round-${n}`,
    cells: [
      {
        key: { dimension: `instrument=pair-speaking-up.1;role=${role}` },
        values: { mean: told(mean, people), sd: told(0.6, people), response: told(response, 100) },
      },
    ],
  });
  const given = (...rounds: ReleasedCells[]): Given => ({ releases: { 'psychological-safety': rounds } });

  it('fell by half a standard deviation of the first round', () => {
    expect(found(given(round(1, 4, 90, 0.9), round(2, 3.95, 90, 0.9), round(3, 3.5, 88, 0.88)))).toEqual(['safety-fell']);
  });

  it.each([
    ['a smaller fall', given(round(1, 4, 90, 0.9), round(2, 3.75, 90, 0.9))],
    ['too few answers', given(round(1, 4, 90, 0.9), round(2, 3, 11, 0.9))],
    ['too wide an interval', given(round(1, 4, 12, 0.9), round(2, 3.6, 12, 0.9))],
    ['leaders, not mentors', given(round(1, 4, 90, 0.9, 'mentee'), round(2, 3, 90, 0.9, 'mentee'))],
    ['a single round', given(round(1, 2, 90, 0.9))],
    ['a rise', given(round(1, 3, 90, 0.9), round(2, 4, 90, 0.9))],
  ])('says nothing with %s', (_, question) => expect(found(question)).toEqual([]));

  it('is in doubt when the response halves', () => {
    expect(found(given(round(1, 4, 90, 0.9), round(2, 4, 44, 0.44)))).toEqual(['response-halved']);
    expect(found(given(round(1, 4, 90, 0.9), round(2, 4, 50, 0.5)))).toEqual([]);
  });
});

describe('a leader', () => {
  const own = (value: FigureValue, leaderId?: string): Given => ({
    live: { 'leader-commitment': [{ key: {}, values: { cancelledLate: value } }] },
    ...(leaderId === undefined ? {} : { leaderId }),
  });

  it('who cancels late is found in the own figure alone', () => {
    expect(found(own(told(5 / 11, 11, [0.21, 0.72]), 'l1'))).toEqual(['leader-cancels-late']);
    expect(found(own(told(5 / 11, 11, [0.21, 0.72])))).toEqual([]);
  });

  it('who did so once or twice is not', () => {
    expect(found(own(told(2 / 4, 4, [0.16, 0.84]), 'l1'))).toEqual([]);
    expect(found(own(told(3 / 20, 20, [0.05, 0.36]), 'l1'))).toEqual([]);
  });
});

describe('warnings, drift and silos', () => {
  const warned = (mentors: FigureValue, leaders: FigureValue): Given => ({
    releases: {
      warnings: [{ period: '2026-07', cells: [{ key: {}, values: { mentorsInTime: mentors, leadersInTime: leaders } }] }],
    },
  });
  const touching = (n: number, across: Interval): Given => ({
    live: {
      'silo-crossing': [
        {
          key: { dimension: 'touching=a' },
          values: { across: told(across[0], n, across), acrossAtRandom: told(0.8, n, [0.6, 0.95]) },
        },
      ],
    },
  });

  it('find risks that five mentors of five leaders warned of in time', () => {
    expect(found(warned(told(5, 5), told(5, 5)))).toEqual(['risks-warned-in-time']);
    expect(found(warned(told(5, 5), told(4, 4)))).toEqual([]);
    expect(found(warned(hidden, hidden))).toEqual([]);
  });

  it('find a pairing that drifted', () => {
    const pairing = (times: number): Given => ({
      live: { 'programme-health': [{ key: { dimension: 'pairing=x' }, values: { timesDrifted: told(times, times) } }] },
    });
    expect(found(pairing(1))).toEqual(['drift-into-help-desk']);
    expect(found(pairing(0))).toEqual([]);
  });

  it('find a silo from which fewer ties lead than chance would make', () => {
    expect(found(touching(14, [0, 0.22]))).toEqual(['silo-not-crossed']);
    expect(found(touching(7, [0, 0.35]))).toEqual([]);
    expect(found(touching(14, [0.5, 0.8]))).toEqual([]);
  });
});
