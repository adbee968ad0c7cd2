import fc from 'fast-check';
import type { FactBook } from '../../testing/fact-book.js';
import { cellAt, opened, openedProgramme, programmeId, tellHeld, tellPair } from '../../testing/world.js';
import { computeRelease } from '../compute.js';
import { plusDays } from '../days.js';
import { daysCovered, dose } from './dose.js';

const at = (book: FactBook, month: string) =>
  cellAt(opened(computeRelease(dose, book.facts(), programmeId, { month }, '2026-12-31T00:00:00Z')!.cells), {
    dimension: 'cohort=none',
  }).values['dose'];
const pair = { pairingId: 'pair1', programmeId, mentorId: 'm1', menteeId: 'l1' };
/** 120 days, so that six sessions are due every twenty. */
const days = { startsOn: '2026-02-01', endsOn: '2026-06-01' };

describe('dose', () => {
  it('sets sessions held beside those due by the end of the month', () => {
    const book = tellHeld(tellPair(openedProgramme(), 1, days), 1, 's1', '2026-02-20');
    expect(at(book, '2026-02')?.value).toBeCloseTo(1 / (28 / 20), 9);
    expect(at(book, '2026-05')?.value).toBeCloseTo(1 / 6, 9);
    expect(at(book, '2026-07')?.value).toBeCloseTo(1 / 6, 9);
  });

  it('stops the clock while the pairing rests and while either side is absent, and counts no day twice', () => {
    const book = tellHeld(tellPair(openedProgramme(), 1, days), 1, 's1', '2026-02-20')
      .tell('pairing-pair1', 'PairingPaused', '2026-03-01', { ...pair, fromDay: '2026-03-01' })
      .tell('pairing-pair1', 'PairingResumed', '2026-03-21', pair)
      .tellSealed('person-l1', 'AbsenceRecorded', '2026-03-01', {
        personId: 'l1',
        absenceId: 'x',
        from: '2026-03-11',
        to: '2026-03-30',
        cancelled: false,
      })
      .tellSealed('person-m1', 'AbsenceRecorded', '2026-03-01', {
        personId: 'm1',
        absenceId: 'y',
        from: '2026-03-11',
        to: '2026-03-15',
        cancelled: true,
      });
    expect(at(book, '2026-03')?.value).toBeCloseTo(1 / ((59 - 30) / 20), 9);
  });

  it('stops at the end of a pairing that was closed early, and is missing before it began', () => {
    const book = tellHeld(tellPair(openedProgramme(), 1, days), 1, 's1', '2026-02-20').tell(
      'pairing-pair1',
      'PairingEnded',
      '2026-02-21',
      pair,
    );
    expect(at(book, '2026-06')?.value).toBeCloseTo(1, 9);
    const ahead = tellPair(openedProgramme(), 1, { startsOn: '2026-02-28', endsOn: '2026-02-28' });
    expect(at(ahead, '2026-02')).toMatchObject({ value: null, missing: { 'not-begun': 1 }, why: 'nothing-to-divide-by' });
  });

  it('covers days as a calendar with crosses would', () => {
    const stretch = fc.tuple(fc.nat(40), fc.option(fc.nat(20), { nil: null }));
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 6 }), (raw) => {
        const stretches = raw.map(([from, length]) => ({
          from: plusDays('2026-01-01', from),
          to: length === null ? null : plusDays('2026-01-01', from + length),
        }));
        const crossed = Array.from({ length: 30 }, (_, i) => plusDays('2026-01-06', i)).filter((day) =>
          stretches.some(({ from, to }) => from <= day && (to === null || day < to)),
        );
        expect(daysCovered(stretches, '2026-01-06', '2026-02-05')).toBe(crossed.length);
      }),
    );
  });
});
