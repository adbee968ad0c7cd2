import { setTimeout as sleep } from 'node:timers/promises';
import type { LagReport, ParkedItem, ParkedReceipt, RebuildStatus } from '@flipside/service-kit';
import { table, type Command, type Found } from './command.js';

interface Gathered {
  readonly unreachable: readonly string[];
}

export const lag: Command = {
  words: 'lag',
  does: 'how far each read model and policy is behind, and what was not handled',
  async run(gateway) {
    const found = await gateway.get<Gathered & { readonly services: readonly LagReport[] }>('/v1/ops/lag');
    const consumers = found.services.flatMap((one) => one.consumers);
    const services = found.services.map(({ service, head, inFlight, nextDue, parked, unknown, newer, unreadable }) =>
      [service, head, inFlight, nextDue ?? '–', parked, unknown, newer, unreadable]);
    return {
      answer: found,
      failed: found.unreachable.length > 0,
      lines: [
        ...table(['service', 'head', 'in flight', 'next timer', 'parked', 'unknown', 'newer', 'unreadable'], services), '',
        ...table(['consumer', 'of', 'stands at', 'behind'], consumers.map((one) => [one.consumer, one.source, one.position, one.lag ?? '?'])),
        ...missing(found),
      ],
    };
  },
};

export const parked: Command = {
  words: 'parked',
  does: 'the events that a consumer could not handle',
  async run(gateway) {
    const found = await gateway.get<Gathered & { readonly items: readonly ParkedItem[] }>('/v1/ops/parked');
    const rows = found.items.map((one) => [one.id, one.consumer, one.source, one.type, one.position, one.parkedAt, one.error]);
    const lines = rows.length === 0 ? ['nothing is parked'] : table(['id', 'consumer', 'of', 'event', 'position', 'since', 'why'], rows);
    return { answer: found, lines: [...lines, ...missing(found)], failed: found.unreachable.length > 0 };
  },
};

export const replay = onParked('replay', 'hands a parked event to its consumer once more, then those that queue behind it');
export const discard = onParked('discard', 'gives up on a parked event; those that queue behind it go on');

function onParked(action: 'replay' | 'discard', does: string): Command {
  return {
    words: `parked ${action}`,
    takes: 'ID',
    does,
    async run(gateway, [id]) {
      const found = await gateway.post<ParkedReceipt>(`/v1/ops/parked/${encodeURIComponent(id!)}/${action}`);
      return { answer: found, lines: [`${id} is parked no more; handled ${found.handled} of its stream, ${found.left} still parked`] };
    },
  };
}

const LOOK_EVERY_MS = 500;

export const rebuild: Command = {
  words: 'read-models rebuild',
  takes: 'NAME …',
  does: 'builds read models anew beside the active ones, one after the other, and waits for each',
  async run(gateway, names, say): Promise<Found> {
    const all: RebuildStatus[] = [];
    for (const name of names) {
      const path = `/v1/ops/read-models/${encodeURIComponent(name)}`;
      let status = await gateway.post<RebuildStatus>(`${path}/rebuild`);
      for (; status.state === 'running'; status = await gateway.get<RebuildStatus>(path)) {
        say(`${name}: ${status.done} of ${status.of} events`);
        await sleep(LOOK_EVERY_MS);
      }
      all.push(status);
    }
    const lines = all.map(({ name, state, error }) => `${name}: ${state}${error ? ` (${error}); the active one is as it was` : ''}`);
    return { answer: all, lines, failed: all.some(({ state }) => state !== 'done') };
  },
};

function missing({ unreachable }: Gathered): readonly string[] {
  return unreachable.length === 0 ? [] : ['', `no answer from ${unreachable.join(', ')}`];
}
