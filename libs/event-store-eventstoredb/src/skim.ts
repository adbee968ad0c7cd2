import type { AllStreamResolvedEvent, AllStreamSubscription, Position } from '@eventstore/db-client';
import type { Checkpoint, LogEvent } from './connection.js';
import { roughSize } from './rough-size.js';

interface Reached {
  /** How far the log was looked through, the event there included; undefined where nothing was heard. */
  upTo: bigint | undefined;
  /** It was looked through up to here as well, what is or will be written here not included. */
  before: bigint | undefined;
}

export interface Skimmed extends Readonly<Reached> {
  readonly events: readonly LogEvent[];
}

/** A mark among the events: all before it have been seen. */
interface Mark {
  readonly checkpoint: Position;
}

/** The server says nothing more at the end of the log, so silence ends it. */
const SILENCE_MS = 100;

/**
 * Takes some events from a filtered subscription, and ends it. The server's checkpoints arrive while events before them
 * are still buffered, so each is put into the same buffer as a mark, and counts when it comes out behind them. One whose
 * prepare position is the lower is where the next page begins: at the end of the log, where the next event will be.
 */
export async function skim(
  subscribe: (checkpoint: Checkpoint) => AllStreamSubscription,
  { limit, bytes }: { readonly limit: number; readonly bytes: number },
): Promise<Skimmed> {
  const subscription = subscribe((source, checkpoint) => source.push({ checkpoint } satisfies Mark));
  const events: LogEvent[] = [];
  const reached: Reached = { upTo: undefined, before: undefined };
  let size = 0;
  const silence = setTimeout(() => subscription.destroy(), SILENCE_MS);
  try {
    for await (const item of subscription as AsyncIterable<AllStreamResolvedEvent | Mark>) {
      silence.refresh();
      if ('checkpoint' in item) {
        mark(reached, item.checkpoint);
      } else if (item.event) {
        reached.upTo = item.event.position.commit;
        size += roughSize(events[events.push(item.event) - 1]!.data);
      }
      if (events.length >= limit || size >= bytes) break;
    }
  } catch (error) {
    if (!isClosed(error)) throw error;
  } finally {
    clearTimeout(silence);
    void subscription.unsubscribe().catch(() => undefined);
  }
  return { events, ...reached };
}

function mark(reached: Reached, { commit, prepare }: Position): void {
  if (prepare < commit) reached.before = commit;
  else reached.upTo = commit;
}

function isClosed(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'ERR_STREAM_PREMATURE_CLOSE';
}
