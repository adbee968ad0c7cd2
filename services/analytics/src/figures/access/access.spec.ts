import type { Employment } from '@flipside/contracts';
import type { FactBook } from '../../testing/fact-book.js';
import { cellAt, opened, openedProgramme, programmeId, tellPair } from '../../testing/world.js';
import { computeRelease } from '../compute.js';
import { access } from './access.js';

const employment = (fte: number, site: string): Employment => ({
  unitId: 'a',
  title: null,
  level: 3,
  managers: { line: null, dottedLine: [], appraiser: null, unresolved: [] },
  topOfTree: false,
  site,
  country: 'DE',
  zone: 'Europe/Berlin',
  legalEntity: null,
  type: 'employee',
  status: 'active',
  workingDays: null,
  fte,
  startsOn: null,
  endsOn: null,
  exitReason: null,
});

function enrol(
  book: FactBook,
  personId: string,
  role: 'mentor' | 'mentee',
  ...steps: ('Applied' | 'Admitted' | 'EnrolmentReady' | 'Invited')[]
): FactBook {
  for (const step of steps)
    book.tellSealed(`enrolment-p1_${personId}_${role}`, step, '2026-01-20', { programmeId, personId, role, cohort: 1 });
  return book;
}

function hire(book: FactBook, personId: string, fte: number, site: string): FactBook {
  return book.tellSealed(`person-${personId}`, 'EmploymentChanged', '2026-01-12', {
    personId,
    effectiveOn: '2025-01-01',
    employment: employment(fte, site),
    reason: 'hire',
  });
}

describe('access', () => {
  const book = tellPair(tellPair(openedProgramme(), 1), 2).tell('pairing-pair1', 'PairingCompleted', '2026-07-15', {
    pairingId: 'pair1',
    programmeId,
    mentorId: 'm1',
    menteeId: 'l1',
  });
  enrol(
    enrol(
      enrol(
        enrol(book, 'm1', 'mentor', 'Invited', 'Applied', 'Admitted', 'EnrolmentReady'),
        'm2',
        'mentor',
        'Applied',
        'Admitted',
        'EnrolmentReady',
      ),
      'm3',
      'mentor',
      'Applied',
      'Admitted',
    ),
    'm4',
    'mentor',
    'Invited',
  );
  hire(hire(book, 'm1', 1, 'Berlin'), 'm2', 0.6, 'Pune');
  const cells = (month: string) =>
    opened(computeRelease(access, book.facts(), programmeId, { month }, '2026-12-31T00:00:00Z')!.cells);

  it('follows people from invitation to completion', () => {
    expect(cellAt(cells('2026-07'), { dimension: 'role=mentor' }).values).toMatchObject({
      approached: { value: 4 },
      enrolled: { value: 0.75, n: 4 },
      ready: { value: 2 / 3, n: 3 },
      matched: { value: 1, n: 2 },
      completed: { value: 1, n: 1, missing: { 'under-way': 1 } },
    });
    expect(cellAt(cells('2026-06'), { dimension: 'role=mentor' }).values['completed']).toMatchObject({
      value: null,
      missing: { 'under-way': 2 },
    });
  });

  it('cuts by cohort, working time and site; what HR does not say is unknown', () => {
    expect(cellAt(cells('2026-07'), { dimension: 'role=mentor;time=part' }).values['approached']).toMatchObject({ value: 1 });
    expect(cellAt(cells('2026-07'), { dimension: 'role=mentor;time=unknown' }).values['approached']).toMatchObject({ value: 2 });
    expect(cellAt(cells('2026-07'), { dimension: 'role=mentor;site=Berlin' }).values['approached']).toMatchObject({ value: 1 });
    expect(cellAt(cells('2026-07'), { dimension: 'role=mentor;cohort=1' }).values['approached']).toMatchObject({ value: 4 });
  });
});
