import { randomUUID } from 'node:crypto';
import { found, mustBe, mustHold } from './checks.js';
import { settled } from './demo.js';
import type { Season } from './season.js';

interface Concern {
  readonly id: string;
  readonly anonymous: boolean;
  readonly raiserId: string | null;
  readonly text: string | null;
  readonly messages: readonly { readonly from: string; readonly text: string | null }[];
  readonly feedback: readonly unknown[];
  readonly resolvedOn: string | null;
}

/** Two concerns on the agenda: one under a name, one that nobody can lead back to whoever raised it. */
export function planConcerns(season: Season): void {
  const { agenda } = season;
  agenda.at('2026-04-14T12:00:00Z', () => named(season));
  agenda.at('2026-05-11T12:00:00Z', () => anonymous(season));
}

async function named(season: Season): Promise<void> {
  const { programme: { id, custodian }, pairs, agenda } = season;
  const { mentor } = pairs[5]!;
  const concern = await mentor.post('/v1/concerns', { programmeId: id, category: 'conduct', text: 'My leader asks what others say of them.' });
  await custodian.post(`/v1/concerns/${concern.id}/acknowledge`);
  agenda.at('2026-04-28T12:00:00Z', async () => {
    await custodian.post(`/v1/concerns/${concern.id}/feedback`, { text: 'I spoke with them about what a mentor is for.' });
    await custodian.post(`/v1/concerns/${concern.id}/resolve`, { outcome: 'substantiated', text: 'It has stopped.' });
    const { items } = await mentor.get<{ items: Concern[] }>('/v1/concerns/mine');
    mustBe('the concern as its raiser sees it', items.map(({ id: own, resolvedOn }) => [own, resolvedOn]), [[concern.id, '2026-04-28']]);
  });
}

/** Through the organisation's shared token and a mailbox; custodian and reporter write to each other all the same. */
async function anonymous(season: Season): Promise<void> {
  const { demo, programme: { id, custodian }, agenda } = season;
  const { gateway } = demo;
  const reporter = gateway.as(['reporter']);
  const said = { programmeId: id, category: 'retaliation', text: 'Since I spoke up, my shifts are the late ones.' };
  const { mailboxCode: code } = await reporter.post<{ mailboxCode: string }>('/v1/concerns/anonymous', said, randomUUID());
  const { items } = await custodian.get<{ items: Concern[] }>('/v1/concerns');
  const concern = found('the anonymous concern at the custodian', items.find((one) => one.anonymous));
  mustBe('who raised it', concern.raiserId, null);
  await custodian.post(`/v1/concerns/${concern.id}/acknowledge`);
  await custodian.post(`/v1/concerns/${concern.id}/messages`, { text: 'Thank you. Since which week?' });
  agenda.at('2026-05-13T12:00:00Z', async () => {
    const mailbox = await reporter.post<Concern>('/v1/mailbox', { code }, randomUUID());
    mustBe('what waits in the mailbox', mailbox.messages.map(({ from, text }) => [from, text]), [['handler', 'Thank you. Since which week?']]);
    await reporter.post('/v1/mailbox/messages', { code, text: 'Since the second of March.' }, randomUUID());
  });
  agenda.at('2026-06-10T12:00:00Z', async () => {
    await custodian.post(`/v1/concerns/${concern.id}/feedback`, { text: 'The shift plan was changed back.' });
    await custodian.post(`/v1/concerns/${concern.id}/resolve`, { outcome: 'substantiated', text: 'Changed back and watched.' });
    await settled(demo); // opening a mailbox is a POST, which waits for no position: nothing ties it to another request
    const mailbox = await reporter.post<Concern>('/v1/mailbox', { code }, randomUUID());
    mustHold('the mailbox tells what was done', mailbox.feedback.length === 1 && mailbox.resolvedOn !== null, mailbox);
  });
}
