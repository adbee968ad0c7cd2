import type { FactBook } from '../../testing/fact-book.js';
import { cellAt, opened, openedProgramme, programmeId, tellPair } from '../../testing/world.js';
import { computeRelease } from '../compute.js';
import { insightsShared } from '../insights-shared/insights-shared.js';
import { warnings } from './warnings.js';

function raise(book: FactBook, n: number, bitesOn: string, raiserId: string | null = `m${n}`): FactBook {
  return book.tellSealed(`warning-w${n}`, 'WarningRaised', '2026-03-01', {
    warningId: `w${n}`,
    programmeId,
    audience: 'risk-owner',
    raisedOn: '2026-03-01',
    bitesOn,
    raiserId,
    pairingId: `pair${n}`,
    leaderId: `l${n}`,
  });
}

function mitigate(book: FactBook, n: number, leadDays: number, amount?: number): FactBook {
  const costAvoided = amount === undefined ? null : { amount, currency: 'EUR' };
  return book.tellSealed(`warning-w${n}`, 'WarningMitigated', '2026-04-01', {
    warningId: `w${n}`,
    programmeId,
    mitigatedOn: '2026-04-01',
    leadDays,
    costAvoided,
  });
}

const values = (book: FactBook, month = '2026-05') =>
  cellAt(opened(computeRelease(warnings, book.facts(), programmeId, { month }, '2026-12-31T00:00:00Z')!.cells)).values;

describe('warnings', () => {
  const book = [1, 2, 3, 4, 5, 6].reduce((b, n) => tellPair(b, n), openedProgramme());
  mitigate(raise(book, 1, '2026-05-01'), 1, 30, 1000);
  mitigate(raise(book, 2, '2026-04-11'), 2, 10);
  mitigate(raise(book, 3, '2026-03-20'), 3, -12, 500);
  raise(book, 4, '2026-04-20');
  raise(book, 5, '2026-09-01');
  raise(book, 6, '2026-04-20').tellSealed('warning-w6', 'WarningDismissed', '2026-03-05', {
    warningId: 'w6',
    programmeId,
    dismissedOn: '2026-03-05',
  });

  it('shows the share mitigated in time of those that were due', () => {
    expect(values(book)).toMatchObject({
      raised: { value: 6 },
      inTime: { value: 0.5, n: 4, missing: { dismissed: 1, 'not-yet-due': 1 } },
      mentorsInTime: { value: 2 },
      leadersInTime: { value: 2 },
      leadDays: { value: 20, n: 2 },
      'costAvoided.EUR': { value: 1000, n: 1, missing: { 'not-stated': 1 } },
    });
  });

  it('sees a month as it ended', () => {
    expect(values(book, '2026-03')).toMatchObject({
      raised: { value: 6 },
      inTime: { value: 0, n: 1, missing: { dismissed: 1, 'not-yet-due': 4 } },
    });
  });

  it('counts those whose key is gone as missing', () => {
    expect(values(raise(tellPair(raise(openedProgramme(), 1, '2026-04-01', null), 2), 2, '2026-04-01'))['raised']).toMatchObject({
      value: 1,
      missing: { erased: 1 },
    });
  });
});

describe('insights shared', () => {
  it('counts what was shared and what was cleared of it', () => {
    const book = [1, 2].reduce(
      (b, n) =>
        tellPair(b, n).tellSealed(`insight-i${n}`, 'InsightShared', '2026-03-01', {
          insightId: `i${n}`,
          programmeId,
          area: 'process',
          sharedOn: '2026-03-01',
          pairingId: `pair${n}`,
          mentorId: `m${n}`,
          menteeId: `l${n}`,
        }),
      openedProgramme(),
    );
    book.tellSealed('insight-i1', 'InsightCleared', '2026-03-05', {
      insightId: 'i1',
      programmeId,
      area: 'process',
      clearedOn: '2026-03-05',
    });
    const { cells } = computeRelease(insightsShared, book.facts(), programmeId, { month: '2026-03' }, '2026-12-31T00:00:00Z')!;
    expect(cellAt(opened(cells)).values).toMatchObject({ shared: { value: 2 }, cleared: { value: 0.5, n: 2 } });
  });
});
