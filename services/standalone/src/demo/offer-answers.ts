import type { AgreedTopic } from '@flipside/contracts';
import { answerTo, type OfferAnswer } from '../sample/behaviour.js';
import type { Participant } from '../sample/participants.js';
import { mustBe, mustBeRefused } from './checks.js';
import { settled, type Demo } from './demo.js';
import { each } from './each.js';
import type { Staff } from './staff.js';

export interface OwnPairing {
  readonly id: string;
  readonly status: string;
  readonly side: 'mentor' | 'mentee';
  readonly partnerId: string | null;
  readonly startsOn: string | null;
  readonly topics: readonly AgreedTopic[];
  readonly why: readonly string[];
}

interface Asked {
  readonly self: Participant;
  readonly offer: OwnPairing;
}

/** What people answer to their offers: one after the other, since who says no first decides who is left over for whom. */
export class OfferAnswers {
  readonly counts: Record<OfferAnswer, number> = { accept: 0, decline: 0, silence: 0 };
  /** Offers by their id and the side that was asked. */
  readonly asked = new Map<string, OwnPairing>();
  /** Those that are left to expire, with the key of who was asked. */
  readonly silent: { readonly id: string; readonly key: string }[] = [];
  private readonly taken = new Map<string, number>();

  constructor(
    private readonly demo: Demo,
    private readonly staff: Staff,
  ) {}

  /** Everybody on one side answers what they are offered now. */
  async allOf(role: 'mentor' | 'mentee'): Promise<void> {
    const free = this.demo.participants.filter((one) => one.role === role && (this.taken.get(one.key) ?? 0) < one.slots);
    for (const asked of (await each(free, (self) => this.offersTo(self))).flat()) await this.answer(asked);
    await settled(this.demo);
  }

  private async offersTo(self: Participant): Promise<Asked[]> {
    const { items } = await this.staff.as(self.key).get<{ items: OwnPairing[] }>('/v1/me/pairings');
    return items.filter(({ status }) => status === 'offered').map((offer) => ({ self, offer }));
  }

  private async answer({ self, offer }: Asked): Promise<void> {
    const name = `${offer.id} ${offer.side}`;
    if (this.asked.has(name)) return;
    if (this.asked.size === 0) await leaderDoesNotSee(this.staff, offer);
    this.asked.set(name, offer);
    const answer = this.answerOf(self, offer);
    this.counts[answer]++;
    if (answer === 'accept') this.take(self.key, 1);
    else if (offer.side === 'mentee') this.take(this.staff.key(offer.partnerId!), -1);
    if (answer === 'silence') return void this.silent.push({ id: offer.id, key: self.key });
    await this.staff.as(self.key).post(`/v1/pairings/${offer.id}/${answer}`);
    if (answer === 'decline') await settled(this.demo); // the next best is offered before anybody else says no
  }

  private take(key: string, places: number): void {
    this.taken.set(key, (this.taken.get(key) ?? 0) + places);
  }

  private answerOf(self: Participant, { side, partnerId }: OwnPairing): OfferAnswer {
    const other = this.demo.participants.find(({ key }) => key === this.staff.key(partnerId!))!;
    return answerTo(side === 'mentor' ? { mentor: self, leader: other } : { mentor: other, leader: self }, side);
  }
}

/** Before the mentor's yes there is nothing for the leader to see. */
async function leaderDoesNotSee(staff: Staff, { id, partnerId }: OwnPairing): Promise<void> {
  const leader = staff.as(staff.key(partnerId!));
  const { items } = await leader.get<{ items: OwnPairing[] }>('/v1/me/pairings');
  mustBe('what a leader sees before the mentor’s yes', items.filter((one) => one.id === id), []);
  await mustBeRefused('the leader opens it nevertheless', 'not-found', leader.get(`/v1/me/pairings/${id}`));
}
