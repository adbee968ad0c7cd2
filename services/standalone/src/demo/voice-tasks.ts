import type { PlannedInsight, PlannedWarning } from '../sample/voice.js';
import { plusDays } from '../sample/sessions-plan.js';
import type { Actor } from './client.js';
import { AGREED_FROM, type PlannedPair } from './pairs.js';
import type { Season } from './season.js';

/** Puts on the agenda what mentors warn of and learn, and what is done about it. */
export function planVoice(season: Season): void {
  for (const pair of season.pairs) {
    if (pair.plan.warning) planWarning(season, pair, pair.plan.warning);
    if (pair.plan.insight) planInsight(season, pair, pair.plan.insight);
  }
}

function planWarning(season: Season, pair: PlannedPair, planned: PlannedWarning): void {
  const { agenda, programme } = season;
  const { audience } = planned;
  const raisedOn = plusDays(AGREED_FROM, planned.raisedAfterDays);
  agenda.evening(raisedOn, season.whileActive(pair, async () => {
    const bitesOn = plusDays(raisedOn, planned.bitesInDays);
    const named = planned.named || audience === 'own-leader';
    const text = 'The new routing rule will stop night deliveries at one site.';
    const { id } = await pair.mentor.post('/v1/warnings', { pairingId: pair.id, text, bitesOn, audience, named });
    const recipient = { 'risk-owner': programme.sponsor, custodian: programme.custodian, 'own-leader': pair.leader }[audience];
    agenda.evening(plusDays(raisedOn, 3), () => recipient.post(`/v1/warnings/${id}/own`));
    agenda.evening(plusDays(raisedOn, planned.settledAfterDays), () => settleWarning(season, planned, id, recipient, pair.mentor));
    season.count('warnings');
  }));
}

async function settleWarning(season: Season, { outcome, costAvoided }: PlannedWarning, id: string, recipient: Actor, raiser: Actor): Promise<void> {
  const path = `/v1/warnings/${id}`;
  season.count(`warnings ${outcome}`);
  if (outcome === 'materialised') await raiser.post(`${path}/materialise`);
  else if (outcome === 'dismissed') await recipient.post(`${path}/dismiss`, { reason: 'The rule was withdrawn a week ago.' });
  else await recipient.post(`${path}/mitigate`, { note: 'The rule was changed.', ...(costAvoided && { costAvoided }) });
}

function planInsight(season: Season, pair: PlannedPair, planned: PlannedInsight): void {
  const { agenda } = season;
  const sharedOn = plusDays(AGREED_FROM, planned.sharedAfterDays);
  agenda.evening(sharedOn, season.whileActive(pair, async () => {
    const said = { pairingId: pair.id, area: planned.area, text: 'Three approvals are asked for what nobody reads.' };
    const { id } = await pair.mentor.post('/v1/insights', said);
    season.count('insights');
    if (planned.clearedAfterDays === undefined) return;
    const clearedOn = plusDays(sharedOn, planned.clearedAfterDays);
    agenda.evening(clearedOn, async () => {
      await pair.mentor.post(`/v1/insights/${id}/clear`, { text: 'Three approvals could be one.' });
      season.count('insights cleared');
      planAction(season, planned, id, clearedOn);
    });
  }));
}

/** The sponsor commits to something, does it, and measures what it changed. */
function planAction(season: Season, planned: PlannedInsight, id: string, clearedOn: string): void {
  const { agenda, programme: { sponsor } } = season;
  const { committedAfterDays, deliveredAfterDays, dueInDays, impact } = planned;
  if (committedAfterDays === undefined) return;
  const committedOn = plusDays(clearedOn, committedAfterDays);
  agenda.evening(committedOn, async () => {
    const action = await sponsor.post(`/v1/insights/${id}/actions`, { what: 'One approval in place of three.', due: plusDays(committedOn, dueInDays) });
    season.count('actions committed');
    if (deliveredAfterDays === undefined) return;
    const deliveredOn = plusDays(committedOn, deliveredAfterDays);
    const path = `/v1/insights/${id}/actions/${action.id}`;
    agenda.evening(deliveredOn, async () => {
      await sponsor.post(`${path}/deliver`);
      season.count('actions delivered');
      if (!impact) return;
      agenda.evening(plusDays(deliveredOn, 10), async () => {
        await sponsor.post(`${path}/impacts`, { measure: 'approval-lead-time', unit: 'days', ...impact });
        season.count('impacts');
      });
    });
  });
}
