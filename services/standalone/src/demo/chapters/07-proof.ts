import { sampleDates } from '../../sample/sample-dates.js';
import { mustBe, mustHold } from '../checks.js';
import { all, moveTo } from '../demo.js';
import { pairName } from '../../sample/behaviour.js';
import type { Season } from '../season.js';

interface Warning {
  readonly status: string;
  readonly audience: string;
  readonly relation: string;
  readonly raiserId: string | null;
}

interface Insight {
  readonly actions: readonly { readonly deliveredOn: string | null; readonly impacts: readonly unknown[] }[];
}

/** What was measured and what was said, read back by those who may; then the retest, 90 days after the end. */
export async function proof(season: Season): Promise<void> {
  const { demo, agenda } = season;
  await warnings(season);
  await insights(season);
  await concerns(season);
  await agenda.run(demo, `${sampleDates.retestOn}T22:00:00Z`);
  await readings(season);
  const rounds = [1, 2, 3].map((round) => `${season.counted(`answers in round ${round}`)} of ${season.counted(`asked in round ${round}`)}`);
  demo.tell.fact(`check-ins answered: ${rounds.join(', ')}`);
  mustHold('each round was answered', [1, 2, 3].every((round) => season.counted(`answers in round ${round}`) > 0));
  await moveTo(demo, '2026-11-15T06:00:00Z');
}

async function readings(season: Season): Promise<void> {
  const { demo: { tell }, pairs } = season;
  const pair = pairs.find((one) => season.isActive(one) && one.sample.levels.length > 0)!;
  const own = await pair.leader.get<{ items: { rater: string }[] }>(`/v1/assessments?pairingId=${pair.id}`);
  const expected = pair.plan.ratings.filter(({ rater }) => rater !== 'mentor').length;
  mustBe('readings that a leader sees: the own ones and the evidence', own.items.length, expected);
  tell.fact(['baseline', 'end', 'retest'].map((occasion) => `${season.counted(`readings at ${occasion}`)} readings at the ${occasion}`).join(', '));
  tell.fact('a leader reads the own ratings and what tasks showed; the mentor’s rating stays with the mentor');
}

async function warnings(season: Season): Promise<void> {
  const { demo: { tell }, programme, pairs, cast } = season;
  const read = async (get: <T>(path: string) => Promise<T>): Promise<Warning[]> => (await get<{ items: Warning[] }>('/v1/warnings/mine')).items;
  const warned = pairs.filter(({ sample }) => cast.warners.includes(pairName(sample)));
  const raised = (await Promise.all(warned.map(({ mentor }) => read((path) => mentor.get(path))))).flat().filter(({ relation }) => relation === 'raised');
  mustBe('warnings raised', raised.length, season.counted('warnings'));
  const mitigated = raised.filter(({ status }) => status === 'mitigated').length;
  mustBe('warnings mitigated', mitigated, season.counted('warnings in-time') + season.counted('warnings too-late'));
  const atSponsor = await read((path) => programme.sponsor.get(path));
  mustHold('the sponsor, who answers for risks, was reached', atSponsor.some(({ audience }) => audience === 'risk-owner'), atSponsor);
  mustHold('an unnamed warning reads “a mentor”', atSponsor.some(({ raiserId }) => raiserId === null));
  tell.fact(`${raised.length} warnings, routed and owned: ${season.counted('warnings in-time')} mitigated in time, ${season.counted('warnings too-late')} too late, ${season.counted('warnings materialised')} bit`);
}

async function insights(season: Season): Promise<void> {
  const { demo: { tell }, programme } = season;
  const rows = await all<Insight>((path) => programme.sponsor.get(path), `/v1/insights?programmeId=${programme.id}`);
  const actions = rows.flatMap((row) => row.actions);
  const measured = actions.filter(({ impacts }) => impacts.length > 0).length;
  mustBe('insights that the sponsor sees', rows.length, season.counted('insights cleared'));
  mustBe('actions and what came of them', [actions.length, actions.filter(({ deliveredOn }) => deliveredOn).length, measured], [
    season.counted('actions committed'), season.counted('actions delivered'), season.counted('impacts'),
  ]);
  tell.fact(`${season.counted('insights')} insights, ${rows.length} cleared by their mentors, ${actions.length} acted on, ${measured} with a measured impact`);
}

async function concerns({ demo: { gateway, tell } }: Season): Promise<void> {
  const { items } = await gateway.as(['auditor']).get<{ items: object[] }>('/v1/concerns/counts');
  mustHold('the auditor sees counts', items.length > 0, items);
  tell.fact('two concerns handled by the custodian, one of them through an anonymous mailbox; the auditor sees counts');
}
