import type { Api, Who } from './api.js';
import type { Programme } from './programmes.js';

export interface Pair {
  readonly id: string;
  readonly mentorId: string;
  readonly leaderId: string;
}

interface OwnPairing {
  readonly id: string;
  readonly status: string;
  readonly partnerId: string;
}

export const participant = (personId: string): Who => ({ roles: ['participant'], personId });

/** A run over everybody who is ready, published. @returns its id. */
export async function matched(api: Api, { id: programmeId, adminId }: Programme): Promise<string> {
  await api.settled();
  const admin: Who = { roles: ['programme-admin'], personId: adminId };
  const { id } = (await api.as(admin, 'POST', '/v1/match-runs', { programmeId, seed: 7 })).body as { id: string };
  await api.settled();
  await api.as(admin, 'POST', `/v1/match-runs/${id}/publish`);
  await api.settled();
  return id;
}

/** The first two mentors and their leaders say yes; the third mentor has not answered. */
export async function answerOffers(api: Api, mentors: readonly string[]): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  for (const [index, mentorId] of mentors.entries()) {
    const { items } = (await api.as(participant(mentorId), 'GET', '/v1/me/pairings')).body as { items: OwnPairing[] };
    const [offer] = items.filter(({ status }) => status === 'offered');
    if (!offer) throw new Error(`no offer to the mentor ${index + 1}`);
    pairs.push({ id: offer.id, mentorId, leaderId: offer.partnerId });
    if (index < 2) await api.as(participant(mentorId), 'POST', `/v1/pairings/${offer.id}/accept`);
  }
  await api.settled();
  for (const { id, leaderId } of pairs.slice(0, 2)) await api.as(participant(leaderId), 'POST', `/v1/pairings/${id}/accept`);
  await api.settled();
  return pairs;
}
