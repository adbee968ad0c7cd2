import { randomUUID } from 'node:crypto';
import type { Api, Who } from './api.js';
import { importPeople, type Organisation } from './organisation.js';
import { answerOffers, matched, type Pair } from './pairings.js';
import { enrol, openProgramme, type Programme } from './programmes.js';
import { seedPair, type OfPair } from './pair-things.js';

/** At least one of every kind of thing, and who is who. */
export interface Seeded extends Organisation, OfPair {
  readonly programme: Programme;
  /** Another programme, run by others. */
  readonly other: Programme;
  readonly enrolmentId: string;
  readonly runId: string;
  /** Active, with an agreement in force and everything that follows from it. */
  readonly pair: Pair;
  /** Active, its terms signed by the mentor alone. */
  readonly second: Pair;
  /** Offered to its mentor, who has not answered. */
  readonly offered: Pair;
  readonly blockId: string;
  readonly concernId: string;
  readonly disclosureId: string;
  readonly mailboxCode: string;
  readonly mailboxDisclosureId: string;
  readonly checkInId: string;
}

export async function seed(api: Api): Promise<Seeded> {
  const organisation = await importPeople(api);
  const { staff } = organisation;
  const programme = await openProgramme(api, 'Learn from below', {
    adminId: staff.Admin, sponsorId: staff.Sponsor, custodianId: staff.Custodian, deputyId: staff.Deputy,
  });
  const other = await openProgramme(api, 'Another', {
    adminId: staff['Other admin'], sponsorId: staff['Other sponsor'], custodianId: staff['Other custodian'], deputyId: staff['Other deputy'],
  });
  const mentors = [staff['Mentor one'], staff['Mentor two'], staff['Mentor three']];
  const leaders = [staff['Leader one'], staff['Leader two'], staff['Leader three']];
  const enrolled = await Promise.all(mentors.map((id) => enrol(api, programme, staff, id, 'mentor')));
  await Promise.all(leaders.map((id) => enrol(api, programme, staff, id, 'mentee')));
  const runId = await matched(api, programme);
  const [pair, second, offered] = await answerOffers(api, mentors);
  const blocked = await api.as({ roles: ['participant'], personId: pair!.mentorId }, 'POST', '/v1/blocks', { personId: staff.Stranger });
  const ofPair = await seedPair(api, programme, pair!, second!);
  return {
    ...organisation, ...ofPair, programme, other, runId, pair: pair!, second: second!, offered: offered!,
    enrolmentId: enrolled[mentors.indexOf(pair!.mentorId)]!,
    blockId: blocked.body.id as string,
    ...(await seedConcerns(api, programme, pair!)),
    checkInId: await seedCheckIn(api, programme),
  };
}

async function seedConcerns(api: Api, { id: programmeId, custodianId }: Programme, { mentorId }: Pair) {
  const concern = { programmeId, category: 'conduct', text: 'They ask what others say.' };
  const custodian: Who = { roles: ['custodian'], personId: custodianId };
  const raised = await api.as({ roles: ['participant'], personId: mentorId }, 'POST', '/v1/concerns', concern);
  const mailbox = await api.as({ roles: ['reporter'] }, 'POST', '/v1/concerns/anonymous', concern, { 'idempotency-key': randomUUID() });
  const items = (await api.as(custodian, 'GET', '/v1/concerns')).body.items as { id: string; anonymous: boolean }[];
  const anonymous = items.find((one) => one.anonymous)!;
  const announce = async (id: string): Promise<string> =>
    (await api.as(custodian, 'POST', `/v1/concerns/${id}/disclosures`, { basis: 'consent', to: 'The works council', why: 'To act on it.' })).body.id as string;
  return {
    concernId: raised.body.id as string, disclosureId: await announce(raised.body.id as string),
    mailboxCode: mailbox.body.mailboxCode as string, mailboxDisclosureId: await announce(anonymous.id),
  };
}

async function seedCheckIn(api: Api, { id: programmeId, adminId }: Programme): Promise<string> {
  const body = { programmeId, instrument: 'upward-communication' };
  return (await api.as({ roles: ['programme-admin'], personId: adminId }, 'POST', '/v1/check-ins', body)).body.id as string;
}
