import { mustBe, mustHold } from '../checks.js';
import { all } from '../demo.js';
import type { PlannedPair } from '../pairs.js';
import type { Season } from '../season.js';
import { planSessions } from '../session-tasks.js';
import { planConcerns } from '../concern-tasks.js';
import { planVoice } from '../voice-tasks.js';
import { planReadings } from '../reading-tasks.js';
import { sampleDates } from '../../sample/sample-dates.js';
import { observe } from './02-programme.js';
import { planHrChanges } from './08-hr-changes.js';

interface SessionRow {
  readonly status: string;
  readonly record: string | null;
  readonly cancelledBy: string | null;
  readonly commitments: readonly { readonly kept: boolean | null }[];
}

const MONTHS = ['2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01', '2026-07-01', '2026-08-01'];
/** After the last check-in round has closed. */
export const SEASON_ENDS = '2026-08-20T06:00:00Z';

/** Approval lead time in days and decisions from own use in percent, as the sponsor observes them. */
const OUTCOMES: readonly (readonly [string, number, number])[] = [
  ['2026-03-31', 11.5, 14], ['2026-04-30', 10.4, 19], ['2026-05-29', 9.3, 24], ['2026-06-30', 8.4, 28], ['2026-07-31', 7.6, 31],
];

/** Six months, evening by evening: sessions and what was promised, and everything else that happens meanwhile. */
export async function sixMonths(season: Season): Promise<void> {
  const { demo, agenda, pairs, programme } = season;
  for (const pair of pairs) {
    planSessions(season, pair);
    planReadings(season, pair);
    planClosing(season, pair);
  }
  planVoice(season);
  planConcerns(season);
  planHrChanges(season);
  for (const [on, leadTime, decisions] of OUTCOMES) {
    agenda.evening(on, () => observe(programme, { 'approval-lead-time': leadTime, 'hands-on-decisions': decisions }, on));
  }
  for (const until of MONTHS) {
    const before = season.counted('held');
    await agenda.run(demo, `${until}T00:00:00Z`);
    demo.tell.fact(`until ${until}: ${season.counted('held') - before} sessions held`);
  }
  await agenda.run(demo, SEASON_ENDS);
  await readBack(season);
}

/** On the last evening the two look back; whoever leaves it out is closed by the programme, and has completed nothing. */
function planClosing(season: Season, pair: PlannedPair): void {
  const lastDay = sampleDates.window.to;
  season.agenda.evening(lastDay, season.whileActive(pair, async () => {
    await pair.leader.post(`/v1/agreements/${pair.id}/complete`, { closingHeldOn: lastDay });
    season.count('completed');
  }));
}

async function readBack(season: Season): Promise<void> {
  const { demo: { tell }, programme, pairs } = season;
  const rows = await all<SessionRow>((path) => programme.admin.get(path), `/v1/sessions?programmeId=${programme.id}`);
  const count = (what: (row: SessionRow) => boolean): number => rows.filter(what).length;
  mustBe('sessions held', count(({ status }) => status === 'held'), season.counted('held'));
  mustBe('sessions cancelled by one of the two', count(({ cancelledBy }) => cancelledBy === 'mentor' || cancelledBy === 'mentee'), season.counted('cancelled'));
  mustBe('records confirmed', count(({ record }) => record === 'confirmed'), season.counted('confirmed'));
  const promises = rows.flatMap(({ commitments }) => commitments);
  mustBe('promises kept', promises.filter(({ kept }) => kept === true).length, season.counted('kept'));
  mustHold('sessions of closed pairs were cancelled by the programme', count(({ cancelledBy }) => cancelledBy === 'programme') > 0);
  tell.table(['sessions', 'planned', 'held', 'confirmed', 'corrected', 'moved', 'cancelled', 'missed'], [
    ['', rows.length, ...['held', 'confirmed', 'corrected', 'moved', 'cancelled', 'missed'].map((what) => season.counted(what))],
  ]);
  tell.fact(`${promises.length} promises, ${season.counted('kept')} kept, ${season.counted('given up')} given up; ${season.counted('sprints')} sprints completed`);
  const ended = await all<{ status: string }>((path) => programme.admin.get(path), `/v1/pairings?programmeId=${programme.id}`);
  mustBe('pairings completed', ended.filter(({ status }) => status === 'completed').length, season.counted('completed'));
  mustHold('most pairings were completed', season.counted('completed') > pairs.length * 0.9, season.counted('completed'));
  tell.fact(`${season.counted('completed')} pairs held their closing and completed what they had agreed`);
  await drifted(season, pairs.find(({ sample }) => `${sample.mentor.key}+${sample.leader.key}` === season.cast.drifting));
}

/** The two are told when half of the time goes into help-desk; the admin only when it goes on. */
async function drifted({ demo: { tell } }: Season, pair: PlannedPair | undefined): Promise<void> {
  if (!pair) return;
  const { own } = await pair.mentor.get<{ own: { drifting: boolean } }>(`/v1/agreements/${pair.id}`);
  mustHold('the two of the drifting pairing were told', own.drifting, own);
  tell.fact('one pairing drifts into help-desk, and its two were told');
}
