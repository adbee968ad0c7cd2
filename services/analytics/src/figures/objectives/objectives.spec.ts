import { asOfInstant } from '../../facts/remember.js';
import type { FactBook } from '../../testing/fact-book.js';
import { openedProgramme, programmeId } from '../../testing/world.js';
import { computeLive } from '../compute.js';
import { objectives } from './objectives.js';

const objective = { objectiveId: 'o1', measure: 'lead-time', unit: 'days', direction: 'down' as const, baseline: 20, target: 12 };

const told = (): FactBook => openedProgramme().tell('programme-p1', 'ObjectiveSet', '2026-01-20', { programmeId, ...objective });
const observe = (book: FactBook, value: number, on: string): FactBook =>
  book.tell('programme-p1', 'OutcomeObserved', `${on}T10:00:00Z`, { programmeId, measure: 'lead-time', value, on });
const at = (book: FactBook, instant: string) =>
  computeLive(objectives, book.facts(), { programmeId, asOf: asOfInstant(instant) })[0]!;

describe('objectives', () => {
  it('is open and without a number before anything was observed', () => {
    const cell = at(told(), '2026-03-01T00:00:00Z');
    expect(cell.key).toEqual({ dimension: 'objective=o1' });
    expect(cell.values['now']).toMatchObject({ value: null, n: 0, why: 'no-observation' });
    expect(cell.values['progress']).toMatchObject({ value: null, why: 'not-measurable' });
    expect(cell.labels).toMatchObject({ verdict: 'open', unit: 'days', direction: 'down' });
  });

  it('shows baseline, now and target, and what share of the way was gone', () => {
    const book = observe(observe(told(), 18, '2026-03-01'), 16, '2026-05-01');
    expect(at(book, '2026-05-02T00:00:00Z').values).toMatchObject({
      baseline: { value: 20 },
      now: { value: 16, n: 2 },
      target: { value: 12 },
      progress: { value: 0.5 },
    });
    expect(at(book, '2026-04-02T00:00:00Z').values['now']).toMatchObject({ value: 18, n: 1 });
  });

  it.each([
    [11, '2026-05-02T00:00:00Z', 'met'],
    [13, '2026-05-02T00:00:00Z', 'open'],
    [13, '2026-08-01T00:00:00Z', 'missed'],
  ])('of %d seen from %s is %s', (value, instant, verdict) => {
    expect(at(observe(told(), value, '2026-05-01'), instant).labels).toMatchObject({ verdict });
  });

  it('is not measurable when the window is over and nothing was observed', () => {
    expect(at(told(), '2026-08-01T00:00:00Z').labels).toMatchObject({ verdict: 'not-measurable' });
  });

  it('takes the verdict that was recorded, once it was', () => {
    const book = observe(told(), 13, '2026-05-01').tell('programme-p1', 'ObjectiveAssessed', '2026-08-02', {
      programmeId,
      objectiveId: 'o1',
      outcome: 'missed',
      value: 13,
      on: '2026-08-02',
    });
    expect(at(observe(book, 11, '2026-08-03'), '2026-09-01T00:00:00Z').labels).toMatchObject({ verdict: 'missed' });
  });

  it('takes the latest by its own day, not by when it was written down', () => {
    const book = observe(told(), 14, '2026-05-01').tell('programme-p1', 'OutcomeObserved', '2026-05-20', {
      programmeId,
      measure: 'lead-time',
      value: 18,
      on: '2026-03-01',
    });
    expect(at(book, '2026-06-01T00:00:00Z').values['now']).toMatchObject({ value: 14, n: 2 });
  });
});
