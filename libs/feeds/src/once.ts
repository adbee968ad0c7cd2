import type { Pool } from 'pg';
import type { Cause, Policy, PolicyContext } from './policy.js';

/** The events that policies have answered and must not answer again, whatever they would find today. */
export const onceTables = `
  create table if not exists policy_done (consumer text not null, event_id text not null, primary key (consumer, event_id));
`;

type Handler = (event: Cause, context: PolicyContext) => Promise<unknown>;

/**
 * For a policy whose commands depend on what it finds when it is told: who is free, what is planned, who stands above whom.
 * Told again much later it would find something else, so the ids of its commands alone do not make it repeatable: what it
 * has answered is remembered. It is remembered afterwards, so a crash in between repeats it at once, under the same ids.
 */
export function answeredOnce<E extends Cause>(policy: Policy<E>, db: Pool): Policy<E> {
  const once = (handle: Handler): Handler => async (event, context) => {
    const { rowCount } = await db.query('select 1 from policy_done where consumer = $1 and event_id = $2', [policy.name, event.id]);
    if (rowCount) return;
    await handle(event, context);
    await db.query('insert into policy_done (consumer, event_id) values ($1, $2) on conflict do nothing', [policy.name, event.id]);
  };
  const handlers = Object.entries(policy.on as unknown as Readonly<Record<string, Handler>>);
  return { ...policy, on: Object.fromEntries(handlers.map(([type, handle]) => [type, once(handle)])) as unknown as Policy<E>['on'] };
}
