import type { AgreedTopic } from '@flipside/contracts';
import { answerTo, type OfferAnswer } from '../sample/behaviour.js';
import type { Participant } from '../sample/participants.js';
import { mustBe, mustBeRefused, mustHold } from './checks.js';
import { all, moveTo, settled, type Demo } from './demo.js';
import { each } from './each.js';
import { byKey, type Staff } from './staff.js';
import type { Programme } from './chapters/02-programme.js';

export interface OwnPairing {
  readonly id: string;
  readonly status: string;
  readonly side: 'mentor' | 'mentee';
  readonly partnerId: string | null;
  readonly startsOn: string | null;
  readonly topics: readonly AgreedTopic[];
  readonly why: readonly string[];
}

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
  const { tell, participants } = demo;
  const answers: Record<OfferAnswer, number> = { accept: 0, decline: 0, silence: 0 };
  const seen = new Map<string, OwnPairing>();
  const silent: { id: string; key: string }[] = [];
  const taken = new Map<string, number>();
  const take = (key: string, places: number): void => void taken.set(key, (taken.get(key) ?? 0) + places);
  let checked = false;
  for (const day of DAYS) {
    await moveTo(demo, `${day}T09:00:00Z`);
    for (let wave = 0; wave < WAVES; wave++) {
      const before = seen.size;
      for (const role of ['mentor', 'mentee'] as const) {
        await each(participants.filter((one) => one.role === role && (taken.get(one.key) ?? 0) < one.slots), async (self) => {
          for (const offer of await offersTo(staff, self)) {
            if (seen.has(`${offer.id} ${role}`)) continue;
            seen.set(`${offer.id} ${role}`, offer);
            if (role === 'mentor' && !checked) {
              checked = true;
              await leaderDoesNotSee(staff, offer);
            }
            const answer = answerOf(staff, participants, self, offer);
            answers[answer]++;
            if (answer === 'accept') take(self.key, 1);
            else if (role === 'mentee') take(staff.key(offer.partnerId!), -1);
            if (answer === 'silence') silent.push({ id: offer.id, key: self.key });
            else await staff.as(self.key).post(`/v1/pairings/${offer.id}/${answer}`);
          }
        });
        await settled(demo);
      }
      if (seen.size === before) break;
    }
  }
  await tooLate(demo, staff, silent);
  const pairings = await activeOf(demo, staff, programme);
  mustHold('some declined and some let it expire', answers.decline > 0 && answers.silence > 0, answers);
  const second = [...seen.values()].filter(({ side }) => side === 'mentor').length;
  tell.fact(`${second} offers to mentors; ${answers.decline} declined, ${answers.silence} let expire, the next best offered; ${pairings.length} pairings are active`);
  return pairings;
}

async function offersTo(staff: Staff, self: Participant): Promise<OwnPairing[]> {
  const { items } = await staff.as(self.key).get<{ items: OwnPairing[] }>('/v1/me/pairings');
  return items.filter(({ status }) => status === 'offered');
}

function answerOf(staff: Staff, participants: readonly Participant[], self: Participant, { side, partnerId }: OwnPairing): OfferAnswer {
  const other = participants.find(({ key }) => key === staff.key(partnerId!))!;
  return answerTo(side === 'mentor' ? { mentor: self, leader: other } : { mentor: other, leader: self }, side);
}

/** Before the mentor's yes there is nothing for the leader to see. */
async function leaderDoesNotSee(staff: Staff, { id, partnerId }: OwnPairing): Promise<void> {
  const leader = staff.as(staff.key(partnerId!));
  const { items } = await leader.get<{ items: OwnPairing[] }>('/v1/me/pairings');
  mustBe('what a leader sees before the mentor’s yes', items.filter((one) => one.id === id), []);
  await mustBeRefused('the leader opens it nevertheless', 'not-found', leader.get(`/v1/me/pairings/${id}`));
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
