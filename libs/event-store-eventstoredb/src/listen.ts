import type { AllStreamResolvedEvent, AllStreamSubscription } from '@eventstore/db-client';
import { NoAnswer, type LogEvent } from './connection.js';

export interface Listening {
  readonly signal: AbortSignal;
  /** How long nothing may come before `lost` is asked. */
  readonly silenceMs: number;
  /** Whether something should have come. */
  readonly lost: () => Promise<boolean>;
  /** What has come, in order; what it throws ends the subscription. */
  readonly take: (events: readonly LogEvent[]) => void;
}

/**
 * Takes what a subscription gives until the signal aborts.
 * @throws when the subscription breaks, ends, or is found to be dead: the client does not begin it again, and a connection
 * that was lost without a word is found out by nobody else.
 */
export async function listen(source: AllStreamSubscription, { signal, silenceMs, lost, take }: Listening): Promise<void> {
  let arrived: LogEvent[] = [];
  let beat: NodeJS.Timeout | undefined;
  const leaving = new AbortController();
  try {
    await new Promise<void>((resolve, reject) => {
      const flush = (): void => {
        const events = arrived;
        arrived = [];
        try {
          if (!leaving.signal.aborted) take(events);
        } catch (error) {
          reject(error as Error);
        }
      };
      let missed = false;
      const look = (): void => {
        lost().then(
          (behind) => (behind && missed ? reject(new NoAnswer('the subscription has gone silent')) : (missed = behind)),
          (error: unknown) => reject(error as Error),
        );
      };
      beat = setInterval(look, silenceMs);
      source.on('data', ({ event }: AllStreamResolvedEvent) => {
        beat!.refresh();
        missed = false;
        if (event && arrived.push(event) === 1) setImmediate(flush); // what comes with it is taken with it
      });
      source.on('error', reject).on('close', () => reject(new NoAnswer('the subscription ended')));
      signal.addEventListener('abort', () => resolve(), { signal: leaving.signal });
      if (signal.aborted) resolve();
    });
  } finally {
    leaving.abort();
    clearInterval(beat);
    void source.unsubscribe().catch(() => undefined);
    source.destroy();
  }
}
