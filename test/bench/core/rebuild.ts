import { randomBytes } from 'node:crypto';
import { createPostgresEventStore } from '@flipside/event-store-postgres';
import type { Line } from '../line.js';
import { compared, inTurns, median } from '../measure.js';
import { withServer } from '../server.js';
import { copier } from './rebuild/copier.js';
import { fill, openModel, STREAM_LENGTH, type Kind } from './rebuild/model.js';

const EVENTS = 100_000;
const GOAL = { ratio: 0.5, perSecond: 50_000 };

/**
 * A read model is built anew from 100,000 events of sessions, ten a stream: read, opened, folded, written, switched to.
 * Beside it the least that any way of doing it costs: the same events read by a raw cursor, and the resulting rows copied
 * into a table with the same indexes by COPY. Once with plain events, once with events that have a sealed section each.
 */
export function rebuildBench(): Promise<readonly Line[]> {
  return withServer(async (server) => {
    const lines: Line[] = [];
    for (const kind of ['plain', 'sealed'] as const) {
      await server.createDatabase(kind);
      await server.createDatabase(`${kind}_keys`);
      lines.push(...(await measured(kind, server.url(kind), server.url(`${kind}_keys`))));
    }
    return lines;
  });
}

async function measured(kind: Kind, url: string, keysUrl: string): Promise<readonly Line[]> {
  const store = await createPostgresEventStore({ url, service: 'bench', migrate: true });
  const model = await openModel(kind, { url, keysUrl, store, masterKey: randomBytes(32) });
  try {
    await fill(kind, model, EVENTS);
    await model.rebuild();
    const copy = await copier(url, await model.table(), EVENTS / STREAM_LENGTH);
    const rate = async (work: () => Promise<void>): Promise<number> => {
      const begun = performance.now();
      await work();
      return (EVENTS / (performance.now() - begun)) * 1_000;
    };
    const rates = await inTurns([{ name: 'ours', run: () => rate(model.rebuild) }, { name: 'copy', run: () => rate(copy.run) }]);
    await copy.close();
    const ours = rates.get('ours')!;
    const name = `rebuild of a read model, ${kind} events`;
    return [
      compared(`${name}, beside raw read and COPY`, ours, rates.get('copy')!, 'events/s', GOAL.ratio),
      { bench: name, ours: Math.round(median(ours)), peer: null, ratio: null, unit: 'events/s', goal: GOAL.perSecond, holds: median(ours) >= GOAL.perSecond },
    ];
  } finally {
    await model.close();
    await store.close();
  }
}
