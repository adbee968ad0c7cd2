import type { EventCodec } from './codec.js';
import type { Decider } from './decider.js';
import { RevisionConflict, StoreUnavailable, type Appended, type EventStore, type ExpectedRevision } from './event-store.js';
import type { DomainEvent, EventMetadata, NewEvent } from './events.js';
import type { CommandContext, CommandResult, CommandTarget } from './handle-command.js';
import { deriveId } from './ids.js';

export interface Decided<E extends DomainEvent, S> {
  readonly events: readonly E[];
  /** What they were decided on. */
  readonly state: S;
  readonly revision: ExpectedRevision;
}

/** Undefined when somebody else appended meanwhile. */
export async function appendDecided<C, E extends DomainEvent, S>(
  target: CommandTarget<C, E, S>, stream: string, context: CommandContext, { events, state, revision }: Decided<E, S>,
): Promise<CommandResult<E, S> | undefined> {
  const prepared = await prepare(target.codec, stream, events, context);
  try {
    const appended = await appendSurely(target.store, stream, prepared, revision);
    return { state: fold(target.decider, events, state), events, repeated: false, ...appended };
  } catch (error) {
    if (error instanceof RevisionConflict) return undefined;
    throw error;
  }
}

export function fold<C, E extends DomainEvent, S>(decider: Decider<C, E, S>, events: readonly E[], from: S): S {
  return events.reduce(decider.evolve, from);
}

async function prepare<E extends DomainEvent>(
  codec: EventCodec<E>,
  stream: string,
  events: readonly E[],
  context: CommandContext,
): Promise<readonly NewEvent[]> {
  const data = await codec.encode(events);
  return events.map((event, index) => ({
    id: deriveId(context.commandId, stream, index),
    type: event.type,
    data: data[index]!,
    metadata: metadataOf(context, index, codec.version(event.type)),
  }));
}

function metadataOf(context: CommandContext, index: number, schemaVersion: number): EventMetadata {
  return { ...context, index, schemaVersion };
}

async function appendSurely(
  store: EventStore,
  stream: string,
  events: readonly NewEvent[],
  expected: ExpectedRevision,
): Promise<Appended> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await store.append(stream, events, expected);
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || attempt === 3) throw error;
    }
  }
}
