import type { FactBook } from '../../testing/fact-book.js';
import { cellAt, opened, openedProgramme, programmeId, tellPair } from '../../testing/world.js';
import { computeRelease } from '../compute.js';
import { psychologicalSafety } from '../psychological-safety/psychological-safety.js';
import { worthwhile } from '../worthwhile/worthwhile.js';
import { completeAnswer } from './scores.js';

const instrument = {
  instrument: 'pair-speaking-up',
  version: 1,
  items: [
    { item: 'one', reversed: false },
    { item: 'two', reversed: true },
    { item: 'three', reversed: false },
  ],
};
const facts = (n: number, round: number) => ({
  checkInId: `c${n}-${round}`,
  pairingId: `pair${n}`,
  programmeId,
  round,
  occasion: 'interim' as const,
});
const key = { dimension: 'instrument=pair-speaking-up.1;role=mentor' };

function ask(book: FactBook, n: number, round = 1, instruments = [instrument]): FactBook {
  const respondents = [
    { personId: `m${n}`, role: 'mentor' as const },
    { personId: `l${n}`, role: 'mentee' as const },
  ];
  return book.tellSealed(`checkIn-c${n}-${round}`, 'CheckInOpened', '2026-03-01', {
    ...facts(n, round),
    instruments,
    closesAt: '2026-03-15T00:00:00Z',
    respondents,
  });
}

function answer(book: FactBook, n: number, items: (number | null)[] | null, round = 1): FactBook {
  const answers = items && Object.fromEntries(instrument.items.map(({ item }, i) => [item, items[i]!]));
  return book.tellSealed(`checkIn-c${n}-${round}`, 'CheckInAnswered', '2026-03-05', {
    ...facts(n, round),
    respondentId: items && `m${n}`,
    role: items && 'mentor',
    answers,
    units: null,
  });
}

const close = (book: FactBook, n: number, round = 1): FactBook =>
  book.tellSealed(`checkIn-c${n}-${round}`, 'CheckInClosed', '2026-03-15', facts(n, round));
const release = (book: FactBook, round = 1, figure = psychologicalSafety) =>
  computeRelease(figure, book.facts(), programmeId, { round }, '2026-12-31T00:00:00Z');

const shown = (...question: Parameters<typeof release>) => opened(release(...question)!.cells);

describe('answers', () => {
  it('turns reversed items round first, and needs every item', () => {
    expect(completeAnswer(instrument, { one: 5, two: 1, three: 3 })).toEqual([5, 5, 3]);
    expect(completeAnswer(instrument, { one: 5, two: null, three: 3 })).toBeNull();
    expect(completeAnswer(instrument, { one: 5, three: 3 })).toBeNull();
  });

  it('gives mean, deviation and response by role, and says what is missing', () => {
    const book = [1, 2, 3, 4].reduce((b, n) => ask(tellPair(b, n), n), openedProgramme());
    answer(answer(answer(book, 1, [5, 1, 5]), 2, [3, 3, 3]), 3, [3, null, 3]);
    for (const n of [1, 2, 3, 4]) close(book, n);
    const cell = cellAt(shown(book), key);
    expect(cell.values).toMatchObject({
      mean: { value: 4, n: 2, missing: { 'no-answer': 1, incomplete: 1 } },
      sd: { value: Math.SQRT2 },
      alpha: { value: null, why: 'too-few-answers' },
      response: { value: 0.75, n: 4 },
    });
    const { measures } = cellAt(release(book)!.cells, key);
    expect(measures['mean']!.members).toMatchObject([
      { mentor: 'm1', leader: 'l1', answer: 5 },
      { mentor: 'm2', leader: 'l2', answer: 3 },
    ]);
    expect(measures['response']!.members).toHaveLength(4);
    expect(cellAt(shown(book), { dimension: 'instrument=pair-speaking-up.1;role=mentee' }).values['response']).toMatchObject({
      value: 0,
      n: 4,
    });
  });

  it('gives alpha from thirty complete answers on', () => {
    const book = openedProgramme();
    for (let n = 1; n <= 30; n++) close(answer(ask(tellPair(book, n), n), n, [1 + (n % 5), 5 - (n % 5), 1 + ((n + 1) % 5)]), n);
    expect(cellAt(shown(book), key).values['alpha']!.n).toBe(30);
  });

  it('waits until every check-in of the round is closed', () => {
    const book = ask(ask(tellPair(tellPair(openedProgramme(), 1), 2), 1), 2);
    close(book, 1);
    expect(release(book)).toBeUndefined();
    close(book, 2);
    expect(release(book)?.until).toBe('2026-03-15');
    expect(release(book, 2)).toBeUndefined();
  });

  it('waits for pairings that are still to be asked, and for those in force in time alone', () => {
    const book = close(ask(tellPair(openedProgramme(), 1), 1), 1);
    tellPair(book, 2, { startsOn: '2026-03-10' });
    const on = (day: string) => computeRelease(psychologicalSafety, book.facts(), programmeId, { round: 1 }, `${day}T00:00:00Z`);
    expect(on('2026-03-20')).toBeUndefined();
    expect(on('2026-04-16')).toBeUndefined();
    expect(on('2026-04-17')?.until).toBe('2026-03-15');
    tellPair(book, 3, { startsOn: '2026-03-16' });
    expect(on('2026-04-17')?.until).toBe('2026-03-15');
  });

  it('keeps instruments apart', () => {
    const book = close(
      answer(ask(tellPair(openedProgramme(), 1), 1, 1, [{ ...instrument, instrument: 'worthwhile' }]), 1, [4, 2, 4]),
      1,
    );
    expect(shown(book)).toEqual([]);
    expect(cellAt(shown(book, 1, worthwhile), { dimension: 'instrument=worthwhile.1;role=mentor' }).values['mean']).toMatchObject(
      { value: 4, n: 1 },
    );
  });

  it('reads an answer whose key is gone as not given', () => {
    const book = close(answer(ask(tellPair(openedProgramme(), 1), 1), 1, null), 1);
    expect(cellAt(shown(book), key).values['mean']).toMatchObject({ value: null, missing: { 'no-answer': 1 } });
  });
});
