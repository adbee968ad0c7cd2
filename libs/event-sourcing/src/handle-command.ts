import { appendDecided, fold } from './append-decided.js';
import type { EventCodec, Recorded } from './codec.js';
import { DomainError, type Decider } from './decider.js';
import type { EventStore } from './event-store.js';
import type { Actor, DomainEvent, Position } from './events.js';

/** What surrounds a command; it becomes the metadata of its events. */
export interface CommandContext {
  /** Same id, same command: a repeat gets the first result. */
  readonly commandId: string;
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly actor: Actor;
  readonly onBehalfOf?: string;
  /** Business time of the command, ISO 8601 in UTC. */
  readonly at: string;
  readonly traceparent?: string;
  /** Keyed digest of the request's body; a repeat with another one is refused. */
  readonly bodyDigest?: string;
}

/** What surrounds the handling of every command: what measures it, or follows its trace. It may hand on another context. */
export type AroundCommand = <R extends { readonly repeated: boolean }>(
  stream: string,
  command: unknown,
  context: CommandContext,
  handle: (context: CommandContext) => Promise<R>,
) => Promise<R>;

/** Everything a kind of stream needs to take commands. */
export interface CommandTarget<Command, E extends DomainEvent, State> {
  readonly store: EventStore;
  readonly codec: EventCodec<E>;
  readonly decider: Decider<Command, E, State>;
  readonly around?: AroundCommand;
}

export interface CommandResult<E extends DomainEvent, State> {
  readonly state: State;
  /** The facts that followed; those of the first run when this was a repeat. */
  readonly events: readonly (E | Recorded<E>)[];
  /** Revision of the stream after the command; undefined while it does not exist. */
  readonly revision: bigint | undefined;
  /** Position to wait for in order to read this write; undefined where the stream does not exist. */
  readonly position: Position | undefined;
  readonly repeated: boolean;
}

interface Loaded<E extends DomainEvent, State> {
  readonly history: readonly Recorded<E>[];
  readonly state: State;
  readonly last: Recorded<E> | undefined;
}

const MAX_TRIES = 12;

/**
 * The one place where a stream is loaded, folded, decided upon and appended to. Concurrent commands on one stream are
 * each judged on the state that the other left; an append of unknown outcome is repeated with the same event ids.
 *
 * @param expected revision the caller has seen (If-Match); another one is `revision-mismatch`.
 * @throws DomainError of the decider, `revision-mismatch`, `idempotency-key-reused`, or `too-much-contention`.
 */
export function handleCommand<Command, E extends DomainEvent, State>(
  target: CommandTarget<Command, E, State>,
  stream: string,
  command: Command,
  context: CommandContext,
  expected?: bigint,
): Promise<CommandResult<E, State>> {
  const { around = directly } = target;
  return around(stream, command, context, (known) => decideSurely(target, stream, command, known, expected));
}

export const directly: AroundCommand = (_stream, _command, context, handle) => handle(context);

async function decideSurely<Command, E extends DomainEvent, State>(
  target: CommandTarget<Command, E, State>,
  stream: string,
  command: Command,
  context: CommandContext,
  expected: bigint | undefined,
): Promise<CommandResult<E, State>> {
  for (let attempt = 1; attempt <= MAX_TRIES; attempt++) {
    const loaded = await load(target, stream);
    const first = firstResult(loaded, context);
    if (first) return first;
    refuseStale(stream, expected, loaded.last?.revision);
    const result = await decideAndAppend(target, stream, command, context, loaded);
    if (result) return result;
  }
  throw new DomainError('too-much-contention', `${stream} is being changed by many at once: try again.`);
}

/** Undefined when somebody else appended meanwhile. */
async function decideAndAppend<C, E extends DomainEvent, S>(
  target: CommandTarget<C, E, S>,
  stream: string,
  command: C,
  context: CommandContext,
  { state, last }: Loaded<E, S>,
): Promise<CommandResult<E, S> | undefined> {
  const events = target.decider.decide(command, state);
  if (events.length === 0) return { state, events, repeated: false, revision: last?.revision, position: last?.position };
  return appendDecided(target, stream, context, { events, state, revision: last?.revision ?? 'none' });
}

async function load<C, E extends DomainEvent, S>(target: CommandTarget<C, E, S>, stream: string): Promise<Loaded<E, S>> {
  const history = await target.codec.decode(await target.store.readStream(stream));
  return { history, state: fold(target.decider, history, target.decider.initial), last: history.at(-1) };
}

function firstResult<E extends DomainEvent, S>(loaded: Loaded<E, S>, context: CommandContext): CommandResult<E, S> | undefined {
  const events = loaded.history.filter((event) => event.metadata.commandId === context.commandId);
  const last = events.at(-1);
  if (!last) return undefined;
  if (context.bodyDigest !== undefined && last.metadata.bodyDigest !== context.bodyDigest) {
    throw new DomainError('idempotency-key-reused', 'This Idempotency-Key came before with another body: use a new key.');
  }
  return { state: loaded.state, events, revision: last.revision, position: last.position, repeated: true };
}

function refuseStale(stream: string, expected: bigint | undefined, actual: bigint | undefined): void {
  if (expected === undefined || expected === actual) return;
  throw new DomainError('revision-mismatch', 'It was changed since you read it: read it again and repeat with its ETag.', {
    stream,
  });
}
