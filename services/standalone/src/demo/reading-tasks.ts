import type { AskedInstrument, AssessmentOccasion } from '@flipside/contracts';
import type { PlannedRating } from '../sample/ratings.js';
import { sampleDates } from '../sample/sample-dates.js';
import { plusDays } from '../sample/sessions-plan.js';
import type { Actor } from './client.js';
import { AGREED_FROM, type PlannedPair } from './pairs.js';
import type { Season } from './season.js';

/** Days of the readings; end and retest are 90 days apart. */
const READ_ON: Readonly<Record<AssessmentOccasion, string>> = {
  baseline: AGREED_FROM, mid: AGREED_FROM, end: '2026-07-27', retest: sampleDates.retestOn,
};
/** Days on which check-ins are answered: rounds open 30 and 90 days after the start, and at the end. */
const ANSWERED_ON = ['2026-03-23', '2026-05-22', '2026-08-04'];

interface Instruments {
  readonly items: readonly AskedInstrument[];
}

interface CheckIn {
  readonly id: string;
  readonly pairingId: string | null;
  readonly round: number;
  readonly open: boolean;
  readonly answered: boolean;
  readonly items: readonly { readonly item: string }[];
}

/** Puts on the agenda what shows whether a pair gets anywhere: sprints, readings of each skill, and check-ins. */
export function planReadings(season: Season, pair: PlannedPair): void {
  const sprints = new Map<string, string>();
  pair.sample.levels.forEach(({ topic }, nth) => planSprint(season, pair, topic, nth, sprints));
  for (const occasion of ['baseline', 'end', 'retest'] as const) {
    season.agenda.at(`${READ_ON[occasion]}T21:00:00Z`, () => read(season, pair, occasion, sprints));
  }
  for (const day of ANSWERED_ON) {
    season.agenda.at(`${day}T21:00:00Z`, () => answer(season, pair));
  }
}

function planSprint(season: Season, pair: PlannedPair, topic: string, nth: number, sprints: Map<string, string>): void {
  const { agenda } = season;
  const { startsOn, endsOn } = sprintDays(nth);
  agenda.evening(plusDays(startsOn, -2), season.whileActive(pair, async () => {
    const exercise = { method: 'One tool, one task of the leader’s own', exercise: 'Do it with made-up data.', definitionOfDone: 'Done once without help.' };
    const { id } = await pair.mentor.post('/v1/sprints', { pairingId: pair.id, topic, startsOn, endsOn, exercise });
    const ready = { sandbox: true, leadersOwnAccount: true, liveCustomerData: false, mentorsCredentials: false };
    await pair.leader.post(`/v1/sprints/${id}/environment`, ready);
    sprints.set(topic, id);
  }));
  agenda.evening(startsOn, season.whileActive(pair, () => pair.leader.post(`/v1/sprints/${sprints.get(topic)}/start`)));
  agenda.evening(plusDays(endsOn, -1), season.whileActive(pair, async () => {
    await pair.mentor.post(`/v1/sprints/${sprints.get(topic)}/complete`, { evidence: 'The result of the exercise, seen together.' });
    season.count('sprints');
  }));
}

/** Three weeks for each skill in turn. */
function sprintDays(nth: number): { readonly startsOn: string; readonly endsOn: string } {
  const startsOn = plusDays(AGREED_FROM, 11 + 28 * nth);
  return { startsOn, endsOn: plusDays(startsOn, 21) };
}

/** The leader rates themselves, the mentor rates the leader, and says what the task showed. */
async function read(season: Season, pair: PlannedPair, occasion: AssessmentOccasion, sprints: ReadonlyMap<string, string>): Promise<void> {
  if (!season.isActive(pair)) return;
  for (const rating of pair.plan.ratings.filter((one) => one.occasion === occasion)) {
    const sprintId = rating.rater === 'evidence' ? { sprintId: sprints.get(rating.skill) } : {};
    await raterOf(pair, rating).post('/v1/assessments', { pairingId: pair.id, subject: 'mentee', ...rating, ...sprintId });
    season.count(`readings at ${occasion}`);
  }
}

function raterOf({ mentor, leader }: PlannedPair, { rater }: PlannedRating): Actor {
  return rater === 'self' ? leader : mentor;
}

async function answer(season: Season, pair: PlannedPair): Promise<void> {
  for (const role of ['mentor', 'mentee'] as const) {
    const self = role === 'mentor' ? pair.mentor : pair.leader;
    const { items } = await self.get<{ items: CheckIn[] }>('/v1/check-ins/mine');
    for (const { id, round, items: asked } of items.filter((one) => one.pairingId === pair.id && one.open && !one.answered)) {
      const catalogue = await season.instruments(() => self.get<Instruments>('/v1/instruments').then((answered) => answered.items));
      const instruments = catalogue.filter((one) => one.items.some(({ item }) => asked.some((other) => other.item === item)));
      const answers = pair.plan.answers(role, round, instruments);
      season.count(`asked in round ${round}`);
      if (!answers) continue;
      const given = Object.fromEntries(Object.entries(answers).filter(([item]) => asked.some((other) => other.item === item)));
      await self.post(`/v1/check-ins/${id}/answers`, { answers: given });
      season.count(`answers in round ${round}`);
    }
  }
}
