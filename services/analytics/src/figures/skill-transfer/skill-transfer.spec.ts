import type { AssessmentOccasion, Rater } from '@flipside/contracts';
import type { FactBook } from '../../testing/fact-book.js';
import { cellAt, opened, openedProgramme, programmeId, tellPair } from '../../testing/world.js';
import { computeRelease } from '../compute.js';
import { skillTransfer } from './skill-transfer.js';

function rate(
  book: FactBook,
  n: number,
  rater: Rater,
  occasion: AssessmentOccasion,
  rating: number | null,
  on: string,
  ratingThen: number | null = null,
): FactBook {
  return book.tellSealed(`assessment-pair${n}_l${n}_prompting`, 'SkillAssessed', on, {
    pairingId: `pair${n}`,
    programmeId,
    mentorId: `m${n}`,
    menteeId: `l${n}`,
    skill: 'prompting',
    occasion,
    assessedOn: on,
    rater,
    rating,
    ratingThen,
    target: 3,
  });
}

const release = (book: FactBook, month: string) =>
  computeRelease(skillTransfer, book.facts(), programmeId, { month }, '2026-12-31T00:00:00Z')!.cells;
const cells = (book: FactBook, month: string) => opened(release(book, month));
const by = (rater: string) => ({ dimension: `rater=${rater};topic=prompting` });

function twoPairs(): FactBook {
  const book = tellPair(tellPair(openedProgramme(), 1), 2);
  for (const n of [1, 2]) rate(book, n, 'evidence', 'baseline', 1, '2026-02-10');
  rate(book, 1, 'evidence', 'end', 3, '2026-07-10');
  return rate(book, 2, 'evidence', 'end', 2, '2026-07-20');
}

describe('skill transfer', () => {
  it('counts agreed skills that reached their target, beside the normalised change', () => {
    expect(cellAt(cells(twoPairs(), '2026-07'), by('evidence')).values).toMatchObject({
      reached: { value: 0.5, n: 2 },
      change: { value: (0.5 + 0.25) / 2, n: 2 },
      retained: { value: null, missing: { 'no-retest': 1 } },
    });
  });

  it('counts skills that nobody rated at the end as missing, not as failed', () => {
    expect(cellAt(cells(twoPairs(), '2026-06'), by('evidence')).values['reached']).toMatchObject({
      value: null,
      n: 0,
      missing: { 'no-end-rating': 2 },
    });
    expect(cellAt(cells(twoPairs(), '2026-07'), by('self')).values['reached']).toMatchObject({
      value: null,
      missing: { 'no-end-rating': 2 },
    });
  });

  it('never pools raters', () => {
    const keys = cells(twoPairs(), '2026-07').map(({ key }) => key.dimension);
    expect(keys.every((dimension) => dimension?.startsWith('rater='))).toBe(true);
  });

  it('asks the leader for the baseline as it looks at the end', () => {
    const book = rate(
      rate(tellPair(openedProgramme(), 1), 1, 'self', 'baseline', 3, '2026-02-10'),
      1,
      'self',
      'end',
      3,
      '2026-07-10',
      1,
    );
    expect(cellAt(cells(book, '2026-07'), by('self')).values).toMatchObject({
      change: { value: 0 },
      changeFromThen: { value: 0.5, n: 1 },
    });
    expect(cellAt(cells(book, '2026-07'), by('mentor')).values['changeFromThen']).toMatchObject({ value: null });
  });

  it('follows those who had reached it to the retest', () => {
    const book = rate(rate(twoPairs(), 1, 'evidence', 'retest', 4, '2026-10-20'), 2, 'evidence', 'retest', 5, '2026-10-20');
    expect(cellAt(cells(book, '2026-10'), by('evidence')).values['retained']).toMatchObject({ value: 1, n: 1 });
  });

  it('reads a rating whose key is gone as missing', () => {
    const book = rate(
      rate(tellPair(openedProgramme(), 1), 1, 'evidence', 'baseline', null, '2026-02-10'),
      1,
      'evidence',
      'end',
      3,
      '2026-07-10',
    );
    expect(cellAt(cells(book, '2026-07'), by('evidence')).values['change']).toMatchObject({
      value: null,
      missing: { 'no-baseline': 1 },
    });
  });

  it('names those whose readings each number rests on, so that small ones can be hidden', () => {
    const { measures } = cellAt(release(twoPairs(), '2026-07'), by('evidence'));
    expect(measures['reached']!.members).toMatchObject([
      { mentor: 'm1', leader: 'l1', answer: 'true' },
      { mentor: 'm2', leader: 'l2', answer: 'false' },
    ]);
    expect(measures['retained']!.members).toEqual([]);
  });

  it('knows a reading as another one once any of it changes', () => {
    const contributions = (month: string) =>
      cellAt(release(rate(twoPairs(), 1, 'evidence', 'retest', 3, '2026-10-20'), month), by('evidence')).measures[
        'change'
      ]!.members.map(({ contribution }) => contribution);
    expect(contributions('2026-08')).toEqual(contributions('2026-07'));
    expect(contributions('2026-10')[0]).not.toBe(contributions('2026-07')[0]);
    expect(contributions('2026-10')[1]).toBe(contributions('2026-07')[1]);
  });
});
