import type { AgreedTopic } from '@flipside/contracts';
import type { Participant } from '../sample/participants.js';
import { mustBeRefused, mustHold } from './checks.js';
import { all, moveTo, type Demo } from './demo.js';
import { each } from './each.js';
import { OfferAnswers, type OwnPairing } from './offer-answers.js';
import { byKey, type Staff } from './staff.js';
import type { Programme } from './chapters/02-programme.js';

export interface ActivePairing {
  readonly id: string;
  readonly mentor: Participant;
  readonly leader: Participant;
  readonly startsOn: string;
  readonly topics: readonly AgreedTopic[];
}

/** Days on which people look at their offers: after the first, those that were let expire have been offered on. */
const DAYS = ['2026-02-02', '2026-02-10', '2026-02-18'] as const;
const WAVES = 3;

/** Everybody says yes, no or nothing; whoever is left over gets the next best, until nobody is asked any more. */
export async function answerOffers(demo: Demo, staff: Staff, programme: Programme): Promise<ActivePairing[]> {
  const { tell } = demo;
  const answers = new OfferAnswers(demo, staff);
  for (const day of DAYS) {
    await moveTo(demo, `${day}T09:00:00Z`);
    for (let wave = 0; wave < WAVES; wave++) {
      const before = answers.asked.size;
      for (const role of ['mentor', 'mentee'] as const) await answers.allOf(role);
      if (answers.asked.size === before) break;
    }
  }
  const { counts, silent, asked } = answers;
  await tooLate(demo, staff, silent);
  const pairings = await activeOf(demo, staff, programme);
  mustHold('some declined and some let it expire', counts.decline > 0 && counts.silence > 0, counts);
  const second = [...asked.values()].filter(({ side }) => side === 'mentor').length;
  tell.fact(`${second} offers to mentors; ${counts.decline} declined, ${counts.silence} let expire, the next best offered; ${pairings.length} pairings are active`);
  return pairings;
}

/** Who let an offer expire can't take it any more. */
async function tooLate({ tell }: Demo, staff: Staff, expired: readonly { readonly id: string; readonly key: string }[]): Promise<void> {
  const [late] = expired;
  if (!late) return;
  const accepting = staff.as(late.key).post(`/v1/pairings/${late.id}/accept`);
  await mustBeRefused('a yes after the offer has expired', 'offer-expired', accepting);
  tell.fact('a yes after the working days to answer: refused');
}

/** Read back by the admin, and described by what the two see. */
async function activeOf(demo: Demo, staff: Staff, { id, admin }: Programme): Promise<ActivePairing[]> {
  const people = byKey(demo.participants);
  const rows = await all<{ id: string; status: string; mentorId: string; menteeId: string; startsOn: string }>(
    (path) => admin.get(path), `/v1/pairings?programmeId=${id}`,
  );
  const active = rows.filter(({ status }) => status === 'active');
  return each(active, async (row) => {
    const mentor = people.get(staff.key(row.mentorId))!;
    const own = await staff.as(mentor.key).get<OwnPairing>(`/v1/me/pairings/${row.id}`);
    mustHold('the mentor reads why they fit', own.why.length > 0);
    return { id: row.id, mentor, leader: people.get(staff.key(row.menteeId))!, startsOn: row.startsOn, topics: own.topics };
  });
}
