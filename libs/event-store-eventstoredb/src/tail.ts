import { setTimeout as wait } from 'node:timers/promises';
import { EpochChanged } from '@flipside/event-sourcing';
import { Tail, type Newest } from '@flipside/event-sourcing/log/tail';
import { extended, startingAt } from '@flipside/event-sourcing/log/window';
import type { LogEvent } from './connection.js';
import { epochOf } from './epoch.js';
import { listen } from './listen.js';
import { NOT_SYSTEM } from './names.js';
import { patiently } from './patience.js';
import type { Reader } from './reader.js';
import { roughSize } from './rough-size.js';

const PAUSE_MS = 50;

/**
 * The tail of the log, kept by one subscription to `$all` that is begun again from the last event seen whenever it ends.
 * @param silenceMs how long the subscription may say nothing while the log grows before it is begun anew.
 */
export function tailOf(reader: Reader, silenceMs: number): Tail {
  return new Tail(async (newest, signal) => {
    while (!signal.aborted) {
      try {
        await patiently(() => listenOn(reader, newest, silenceMs, signal), { ms: Infinity, signal });
      } catch {
        // A new epoch, or a fault that does not pass: every subscriber finds it out for itself and says so.
        newest.move(undefined);
        await wait(PAUSE_MS);
      }
    }
  });
}

/** From where the window ends, or from the end of the log; until the subscription breaks or the epoch is over. */
async function listenOn(reader: Reader, newest: Newest, silenceMs: number, signal: AbortSignal): Promise<void> {
  if (newest.window) {
    await reader.check({ epoch: newest.window.epoch, n: newest.window.to });
  } else {
    newest.move(startingAt(await reader.head()));
  }
  const source = reader.connection.subscribe(newest.window?.to, NOT_SYSTEM, 1_000);
  const lost = async (): Promise<boolean> => (await reader.head()).n > (newest.window?.to ?? 0n);
  await listen(source, { signal, silenceMs, lost, take: (events) => take(events, reader, newest, signal) });
}

/** @throws EpochChanged */
function take(events: readonly LogEvent[], reader: Reader, newest: Newest, signal: AbortSignal): void {
  const { window } = newest;
  if (!window || signal.aborted) return;
  const { names, epoch } = reader;
  for (const event of events) {
    if (names.kind(event) !== 'epoch' || epochOf(event.data) === window.epoch) continue;
    throw new EpochChanged(window.epoch, epoch.learn(epochOf(event.data)));
  }
  const counting = events.filter((event) => names.kind(event) === 'own' || names.kind(event) === 'other');
  const last = counting.at(-1);
  if (!last) return;
  const own = counting.filter((event) => names.kind(event) === 'own').map((event) => reader.recorded(event, window.epoch));
  const size = own.reduce((sum, event) => sum + roughSize(event.data), 0);
  newest.move(extended(window, { events: own, upTo: last.position.commit, size }));
}
