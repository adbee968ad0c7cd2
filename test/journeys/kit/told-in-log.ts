import { deriveId, formatPosition } from '@flipside/event-sourcing';
import type { Findings } from '../../chaos/checks/findings.js';
import type { Logs, Stored } from '../../chaos/checks/log.js';
import { isAcknowledged, isCommand, senderOf, type Told } from './told.js';

/** Commands of this service may be concealed: who sent them can't be found in the log. */
const CONCEALS = 'sessions:';

/** Each write that was acknowledged is where its answer said, by its own command, and no event is there twice. */
export function checkTold(logs: Logs, told: readonly Told[], { lost, twice }: Findings): void {
  const places = new Map<string, Stored>(Object.entries(logs).flatMap(([service, log]) => log.map((event) => [`${service}:${formatPosition(event.position)}`, event])));
  const taken = new Map<string, string>();
  for (const one of told.filter(isWrite)) {
    const position = one.answer!.position!;
    const commandId = commandIdOf(one);
    const isOwn = (taken.get(position) ?? commandId) === commandId;
    if (!isOwn || !isBy(commandId, position, places.get(position))) lost.push(`${one.method} ${one.path}, ${position}`);
    taken.set(position, commandId);
  }
  for (const log of Object.values(logs)) twice.push(...idsTwice(log));
}

function isBy(commandId: string, position: string, event: Stored | undefined): boolean {
  return event !== undefined && (event.commandId === commandId || position.startsWith(CONCEALS));
}

function idsTwice(log: readonly Stored[]): string[] {
  return [...Map.groupBy(log, ({ id }) => id)].flatMap(([id, events]) => (events.length > 1 ? [`${id} in ${events.map(({ stream }) => stream).join(', ')}`] : []));
}

function isWrite(one: Told): boolean {
  return isCommand(one) && isAcknowledged(one) && one.answer!.position !== undefined;
}

/** As the product derives it from principal, route and key. */
function commandIdOf(one: Told): string {
  return deriveId(senderOf(one)!, one.method, one.path.split('?')[0]!, one.headers['idempotency-key']!);
}
