import { analyticsPublic, faultsOf } from '@flipside/contracts';
import type { RecordedEvent } from '@flipside/event-sourcing';
import { given } from '@flipside/testing';
import { toContract } from '../relay/to-contract.js';
import { errorCodes } from './error-codes.js';
import { releaseDecider, releaseStream, type PublishedCell, type ReleaseCommand, type ReleaseEvent } from './release.js';

const cell = (silo: string): PublishedCell => ({
  key: { silo },
  values: { reached: { value: 0.5, n: 10, interval: [0.2, 0.8], missing: {} } },
});
const month = (period: string, until: string, change: Partial<ReleaseCommand> = {}): ReleaseCommand => ({
  type: 'releaseFigure',
  figure: 'skill-transfer',
  version: 1,
  programmeId: 'p1',
  period,
  until,
  k: 5,
  cells: [cell('a')],
  basedOn: null,
  memory: `memory of ${period}`,
  at: '2026-08-03T09:00:00Z',
  ...change,
});
const released = (period: string, until: string, change: Partial<ReleaseEvent['data']> = {}): ReleaseEvent => ({
  type: 'FigureReleased',
  data: {
    figure: 'skill-transfer',
    version: 1,
    programmeId: 'p1',
    period,
    until,
    k: 5,
    part: 0,
    parts: 1,
    memory: `memory of ${period}`,
    cells: [cell('a')],
    ...change,
  },
});

describe('a release', () => {
  it('publishes the cells of a closed month', () => {
    given(releaseDecider).when(month('2026-07', '2026-07-31')).then(released('2026-07', '2026-07-31'));
  });

  it('is made once: the same period again changes nothing, whatever the cells are now', () => {
    given(releaseDecider, released('2026-07', '2026-07-31'))
      .when(month('2026-07', '2026-07-31', { cells: [] }))
      .thenNothing();
  });

  it('waits until the period is over', () => {
    given(releaseDecider).when(month('2026-08', '2026-08-31')).thenRefused('period-open');
    given(releaseDecider)
      .when(month('2026-07', '2026-07-31', { at: '2026-07-31T23:59:59Z' }))
      .thenRefused('period-open');
  });

  it('comes in order, and on what the one before remembers', () => {
    const first = released('2026-06', '2026-06-30');
    given(releaseDecider, first)
      .when(month('2026-05', '2026-05-31', { basedOn: 'memory of 2026-06' }))
      .thenRefused('period-passed');
    given(releaseDecider, first).when(month('2026-07', '2026-07-31')).thenRefused('release-outdated');
    given(releaseDecider, first)
      .when(month('2026-07', '2026-07-31', { basedOn: 'memory of 2026-06' }))
      .then(released('2026-07', '2026-07-31'));
  });

  it('compares rounds as numbers', () => {
    const round = (n: number, change: Partial<ReleaseCommand> = {}) => month(`round-${n}`, '2026-07-01', change);
    given(releaseDecider, released('round-9', '2026-06-30'))
      .when(round(10, { basedOn: 'memory of round-9' }))
      .then(released('round-10', '2026-07-01'));
  });

  it.each(['2026-13', '2026', 'round-0', 'July'])('is not of %s', (period) => {
    given(releaseDecider).when(month(period, '2026-07-31')).thenRefused('period-invalid');
  });

  it('does not mix months and rounds', () => {
    given(releaseDecider, released('2026-06', '2026-06-30')).when(month('round-1', '2026-07-31')).thenRefused('period-invalid');
  });

  it('of many cells is several events of one append, each small enough', () => {
    const cells = Array.from({ length: 3000 }, (_, i) => cell(`silo-${i}`));
    const events = releaseDecider.decide(month('2026-07', '2026-07-31', { cells }), releaseDecider.initial);
    expect(events.length).toBeGreaterThan(1);
    expect(events.flatMap(({ data }) => data.cells)).toEqual(cells);
    for (const { data } of events) expect(JSON.stringify(data).length).toBeLessThan(200_000);
    expect(events.map(({ data }) => [data.part, data.parts])).toEqual(events.map((_, i) => [i, events.length]));
    expect(events.reduce(releaseDecider.evolve, releaseDecider.initial)).toMatchObject({ periods: ['2026-07'] });
  });

  it('may show nothing', () => {
    given(releaseDecider)
      .when(month('2026-07', '2026-07-31', { cells: [] }))
      .then(released('2026-07', '2026-07-31', { cells: [] }));
  });

  it('is told as its contract says, without what suppression remembers', () => {
    const programmeId = '0b1f9a3e-5a42-5c33-8c0e-6f5f3f1f7a10';
    const [told] = toContract(released('2026-07', '2026-07-31', { programmeId }) as unknown as RecordedEvent);
    const { data } = analyticsPublic[told!.type as 'FigureReleased'];
    expect([told!.audience, faultsOf(data, told!.data)]).toEqual(['public', []]);
    expect(Object.keys(told!.data).filter((field) => !(field in data.properties))).toEqual([]);
  });

  it('has a stream for each figure and programme', () => {
    expect(releaseStream('skill-transfer', 'p1')).toBe('release-skill-transfer_p1');
    expect(Object.keys(errorCodes)).toEqual(
      expect.arrayContaining(['period-open', 'period-passed', 'period-invalid', 'release-outdated']),
    );
  });
});
