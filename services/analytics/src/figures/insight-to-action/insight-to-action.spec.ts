import { asOfInstant } from '../../facts/remember.js';
import { cellAt, openedProgramme, programmeId } from '../../testing/world.js';
import { computeLive } from '../compute.js';
import { insightToAction } from './insight-to-action.js';

const insight = (insightId: string, area: 'technology' | 'process') => ({ insightId, programmeId, area });

function book() {
  const [one, two] = [insight('i1', 'technology'), insight('i2', 'process')];
  const first = { ...one, actionId: 'a1', due: '2026-05-01' };
  const second = { ...one, actionId: 'a2', due: '2026-09-01' };
  return openedProgramme()
    .tell('insight-i1', 'InsightCleared', '2026-03-01', { ...one, clearedOn: '2026-03-01' })
    .tell('insight-i1', 'ActionCommitted', '2026-03-11', { ...first, committedOn: '2026-03-11' })
    .tell('insight-i1', 'ActionCommitted', '2026-03-12', { ...second, committedOn: '2026-03-12' })
    .tell('insight-i1', 'ActionDelivered', '2026-04-10', { ...first, deliveredOn: '2026-04-10' })
    .tell('insight-i1', 'ImpactRecorded', '2026-05-10', {
      ...one,
      actionId: 'a1',
      measure: 'lead-time',
      unit: 'days',
      before: 20,
      after: 14,
      recordedOn: '2026-05-10',
    })
    .tell('insight-i2', 'InsightCleared', '2026-03-01', { ...two, clearedOn: '2026-03-01' })
    .facts();
}

const cells = (at: string) => computeLive(insightToAction, book(), { programmeId, asOf: asOfInstant(at) });

describe('insight to action', () => {
  it('follows insights from clearing to impact', () => {
    expect(cellAt(cells('2026-06-01T00:00:00Z')).values).toMatchObject({
      cleared: { value: 2 },
      committed: { value: 0.5, n: 2 },
      delivered: { value: 1, n: 1, missing: { ahead: 1 } },
      withImpact: { value: 1, n: 1 },
      daysToCommit: { value: 10, n: 1, missing: { 'no-action': 1 } },
      daysToDeliver: { value: 30, n: 1 },
    });
  });

  it('counts an action as not delivered once it is due', () => {
    expect(cellAt(cells('2026-10-01T00:00:00Z')).values['delivered']).toMatchObject({ value: 0.5, n: 2 });
    expect(cellAt(cells('2026-04-01T00:00:00Z')).values['delivered']).toMatchObject({ value: null, missing: { ahead: 2 } });
  });

  it('cuts by area and shows each measure before and after', () => {
    const late = cells('2026-06-01T00:00:00Z');
    expect(cellAt(late, { dimension: 'area=process' }).values).toMatchObject({ cleared: { value: 1 }, committed: { value: 0 } });
    expect(cellAt(late, { dimension: 'measure=lead-time;unit=days' }).values).toMatchObject({
      before: { value: 20 },
      after: { value: 14 },
      change: { value: -6, n: 1 },
    });
  });
});
