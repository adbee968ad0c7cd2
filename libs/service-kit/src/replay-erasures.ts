import { setTimeout as sleep } from 'node:timers/promises';
import type { Position } from '@flipside/event-sourcing';
import type { Contract } from '@flipside/contracts';
import { isTransient, type Feed } from '@flipside/feeds';
import type { Destruction, KeyRing, Replayed } from '@flipside/privacy';
import type { ServiceBase } from './assemble.js';
import type { Logger } from './logger.js';

/** Which keys a contract of participants says are destroyed. @param service consents are held by participants alone. */
export function destructionsOf({ type, data }: Pick<Contract, 'type' | 'data'>, service: string): readonly Destruction[] {
  const { personId, consentId } = data as { personId: string; consentId: string };
  if (type === 'PersonErased') return [{ subject: personId }];
  if (type === 'ConsentWithdrawn' && service === 'participants') return [{ subject: personId, class: 'trait', scope: consentId }];
  return [];
}

export interface ErasureParts {
  readonly service: string;
  /** What participants tell the services, sealed sections as they are. */
  readonly feed: Feed<Contract>;
  readonly ring: Pick<KeyRing, 'replayErasures'>;
  readonly replayed: Pick<Replayed, 'upTo' | 'mark'>;
}

const PAGE = 5_000;

/**
 * Carries out, before anything else runs, what the log of participants says was erased: a key store that was restored from
 * before an erasure holds keys again that must not be there. Whatever was carried out already repeats harmlessly.
 *
 * @returns how many erasures and withdrawals there were.
 */
export async function replayErasures({ service, feed, ring, replayed }: ErasureParts): Promise<number> {
  const head = await feed.head();
  let after = placeIn(head, await replayed.upTo(feed.source));
  let count = 0;
  for (let reached = after?.n ?? 0n; reached < head.n; reached = after.n) {
    const { events, upTo } = await feed.read({ ...(after && { after }), limit: PAGE });
    const destructions = events.flatMap((event) => destructionsOf(event, service));
    await ring.replayErasures(destructions);
    await replayed.mark(feed.source, upTo);
    count += destructions.length;
    if (upTo.n === reached) break;
    after = upTo;
  }
  return count;
}

/** Undefined, the beginning, where the log itself was restored: it has another epoch, or ends before the place. */
function placeIn(head: Position, known: Position | undefined): Position | undefined {
  return known?.epoch === head.epoch && known.n <= head.n ? known : undefined;
}

const PAUSE_MS = 500;

/** The same, waiting for participants where they do not answer yet: a service does not begin without it. */
export async function replayErasuresSurely(parts: ErasureParts, log: Pick<Logger, 'warn'>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await replayErasures(parts);
      return;
    } catch (error) {
      if (!isTransient(error)) throw error;
      log.warn({ dependency: parts.feed.source, error: error instanceof Error ? error.name : 'Error' }, 'erasures wait to be carried out again');
      await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** All that a service says of itself to have its erasures carried out again. */
type Erasing = Pick<ServiceBase, 'schema' | 'engines' | 'privacy' | 'feed'>;

/** Carries out again what participants say was erased, before the service does anything. */
export function replayErasuresOf(base: Erasing, signal: AbortSignal): Promise<void> {
  const { name } = base.schema;
  const feed = name === 'participants' ? base.feed('sealed') : base.engines.contracts('participants', 'sealed');
  const { ring, replayed } = base.privacy.keys;
  return replayErasuresSurely({ service: name, feed, ring, replayed }, base.engines.log, signal);
}
