import type { AgreedTopic } from '@flipside/contracts';
import type { OpenCell } from '../figures/cells/open-cells.js';
import type { Cell } from '../figures/figure.js';
import { FactBook } from './fact-book.js';

export const programmeId = 'p1';
export const cadence = { sessions: 6, minMinutes: 45, maxMinutes: 60 };

interface PairOptions {
  readonly from?: string;
  readonly to?: string;
  readonly band?: string;
  readonly topics?: readonly AgreedTopic[];
  readonly startsOn?: string;
  readonly endsOn?: string;
}

/** A programme that opened on 1 February 2026 for six months, with silos a, b and c. */
export function openedProgramme(): FactBook {
  const silos = ['a', 'b', 'c'].map((siloId) => ({ siloId, unitIds: [siloId, `${siloId}-team`] }));
  return new FactBook().tell('programme-p1', 'ProgrammeOpened', '2026-02-01', {
    programmeId,
    window: { from: '2026-02-01', to: '2026-07-31' },
    silos,
    objectives: [],
  });
}

/** Mentor `m<n>` of one silo and leader `l<n>` of another, active and with an agreement in force from the start. */
export function tellPair(book: FactBook, n: number, options: PairOptions = {}): FactBook {
  const { from = 'a', to = 'b', band = '7-8', startsOn = '2026-02-02', endsOn = '2026-08-02' } = options;
  const topics = [...(options.topics ?? [{ topic: 'prompting', kind: 'skill' as const }])];
  const pair = { pairingId: `pair${n}`, programmeId, mentorId: `m${n}`, menteeId: `l${n}` };
  return book
    .tell(`person-m${n}`, 'ReportingClassAssigned', '2026-01-10', { personId: `m${n}`, reportingClass: `${from}:1-3` })
    .tell(`person-l${n}`, 'ReportingClassAssigned', '2026-01-10', { personId: `l${n}`, reportingClass: `${to}:${band}` })
    .tell(`pairing-pair${n}`, 'PairingActivated', `${startsOn}T08:00:00Z`, { ...pair, topics, startsOn, endsOn })
    .tell(`agreement-pair${n}`, 'AgreementInForce', `${startsOn}T12:00:00Z`, {
      ...pair,
      topics,
      cadence,
      startsOn,
      endsOn,
      careerSupport: 1,
    });
}

interface SessionOptions {
  readonly stretches?: readonly {
    kind: 'hands-on' | 'contextual-question' | 'strategic-feedback' | 'perspective' | 'help-desk';
    minutes: number;
  }[];
  readonly replaces?: string;
  readonly confirmed?: boolean;
}

/** A session of pair n on a day, held and confirmed unless told otherwise. */
export function tellHeld(book: FactBook, n: number, id: string, day: string, options: SessionOptions = {}): FactBook {
  const stretches = [...(options.stretches ?? [{ kind: 'hands-on' as const, minutes: 50 }])];
  const session = { sessionId: id, pairingId: `pair${n}`, programmeId };
  tellScheduled(book, n, id, day, options.replaces).tell(`session-${id}`, 'SessionHeld', `${day}T10:00:00Z`, {
    ...session,
    startsAt: `${day}T09:00:00Z`,
    stretches,
  });
  if (options.confirmed === false) return book;
  return book.tell(`session-${id}`, 'SessionConfirmed', `${day}T11:00:00Z`, {
    ...session,
    startsAt: `${day}T09:00:00Z`,
    stretches,
  });
}

export function tellCancelled(
  book: FactBook,
  n: number,
  id: string,
  day: string,
  by: 'mentor' | 'mentee' | 'programme',
  noticeHours: number,
): FactBook {
  const session = { sessionId: id, pairingId: `pair${n}`, programmeId };
  const at = new Date(Date.parse(`${day}T09:00:00Z`) - noticeHours * 3_600_000).toISOString();
  return tellScheduled(book, n, id, day).tell(`session-${id}`, 'SessionCancelled', at, {
    ...session,
    by,
    noticeHours,
    startsAt: `${day}T09:00:00Z`,
  });
}

function tellScheduled(book: FactBook, n: number, id: string, day: string, replaces?: string): FactBook {
  return book.tell(`session-${id}`, 'SessionScheduled', '2026-02-03', {
    sessionId: id,
    pairingId: `pair${n}`,
    programmeId,
    startsAt: `${day}T09:00:00Z`,
    endsAt: `${day}T10:00:00Z`,
    ...(replaces === undefined ? {} : { replaces }),
  });
}

/** The values of one cell; fails loudly when there is none. */
export function cellAt<C extends { key: object }>(
  cells: readonly C[],
  key: { dimension?: string; silo?: string; band?: string } = {},
): C {
  const wanted = [key.dimension, key.silo, key.band].join('|');
  const found = cells.find(
    ({ key: k }) => [(k as typeof key).dimension, (k as typeof key).silo, (k as typeof key).band].join('|') === wanted,
  );
  if (!found) throw new Error(`no cell ${wanted} among ${cells.map((cell) => JSON.stringify(cell.key)).join(' ')}`);
  return found;
}

/** Cells before suppression with their numbers alone. */
export function opened(cells: readonly OpenCell[]): Cell[] {
  return cells.map(({ key, measures }) => ({
    key,
    values: Object.fromEntries(Object.entries(measures).map(([name, { value }]) => [name, value()])),
  }));
}
