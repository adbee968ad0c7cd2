import { DomainError } from '@flipside/event-sourcing';
import type { CommandOf } from './commands.js';
import type { ConcernEvent } from './events.js';
import { caseOf } from './roles.js';
import type { KnownConcern } from './state.js';

type Events = readonly ConcernEvent[];

/** The reporter is told first, whether they are asked or it is a duty. */
export function announce(command: CommandOf<'announceDisclosure'>, state: KnownConcern): Events {
  const { disclosureId, basis, to, why, on } = command;
  if (find(disclosureId, state)) throw new DomainError('disclosure-exists', 'There is one under this id: use another.');
  return [{ type: 'ConcernDisclosureAnnounced', data: { ...caseOf(state, on), disclosureId, basis, to, why } }];
}

export function allow({ disclosureId, on }: CommandOf<'allowDisclosure'>, state: KnownConcern): Events {
  const disclosure = known(disclosureId, state);
  if (disclosure.allowed || disclosure.basis === 'legal-duty') return [];
  return [{ type: 'ConcernDisclosureAllowed', data: { ...caseOf(state, on), disclosureId } }];
}

/** Only what was announced, and where it is no legal duty, only with the reporter's yes. */
export function disclose({ disclosureId, on }: CommandOf<'disclose'>, state: KnownConcern): Events {
  const disclosure = known(disclosureId, state);
  if (disclosure.done) return [];
  if (disclosure.basis === 'consent' && !disclosure.allowed) {
    throw new DomainError('disclosure-not-allowed', 'The reporter has not agreed to it.');
  }
  return [{ type: 'ConcernDisclosed', data: { ...caseOf(state, on), disclosureId, basis: disclosure.basis } }];
}

function known(id: string, state: KnownConcern) {
  const disclosure = find(id, state);
  if (!disclosure) throw new DomainError('disclosure-not-announced', 'Tell the reporter first to whom and why.');
  return disclosure;
}

const find = (id: string, { disclosures }: KnownConcern) => (Object.hasOwn(disclosures, id) ? disclosures[id] : undefined);
