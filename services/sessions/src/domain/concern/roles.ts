import { notFound } from '../refusals.js';
import type { Reporter } from './commands.js';
import type { KnownConcern } from './state.js';

/** Fields of every further event; the raiser stays the subject of the case, which after an erasure is its own. */
export const caseOf = ({ concernId, raiserId }: KnownConcern, on: string) => ({ concernId, on, raiserId });

export function isReporter(one: Reporter, state: KnownConcern): boolean {
  if ('by' in one) return state.raiserId !== null && one.by === state.raiserId;
  return state.mailboxHash !== null && one.mailboxHash === state.mailboxHash;
}

/** @throws DomainError `concern-not-found` for everybody but the reporter. */
export function checkReporter(one: Reporter, state: KnownConcern): void {
  if (!isReporter(one, state)) throw notFound('concern-not-found');
}

/** @throws DomainError `concern-not-found` for everybody but whose case it is: the custodian, or the deputy once reassigned. */
export function checkHandler(by: string | undefined, state: KnownConcern): void {
  const handler = state.handler === 'deputy' ? state.deputyId : state.custodianId;
  if (handler === null || by !== handler) throw notFound('concern-not-found');
}
