import { appendDecided } from './append-decided.js';
import { DomainError } from './decider.js';
import type { DomainEvent } from './events.js';
import { directly, handleCommand, type CommandContext, type CommandResult, type CommandTarget } from './handle-command.js';

/** A stream as a read model knows it. */
export interface KnownStream<State> {
  readonly state: State;
  /** Of the last event that the state was folded from. */
  readonly revision: bigint;
}

/**
 * As `handleCommand`, without reading the stream where what is known of it still holds: for one command to many streams whose
 * states are in a read model. A repeat gives the first result.
 */
export function handleKnown<Command, E extends DomainEvent, State>(
  target: CommandTarget<Command, E, State>,
  stream: string,
  command: Command,
  context: CommandContext,
  known: KnownStream<State>,
): Promise<CommandResult<E, State>> {
  const { around = directly } = target;
  return around(stream, command, context, async (followed) =>
    (await decideOnKnown(target, stream, command, followed, known)) ?? handleCommand({ ...target, around: directly }, stream, command, followed));
}

/** Undefined where the stream has to be read: it has gone on, or by what is known of it nothing would follow. */
async function decideOnKnown<C, E extends DomainEvent, S>(
  target: CommandTarget<C, E, S>, stream: string, command: C, context: CommandContext, { state, revision }: KnownStream<S>,
): Promise<CommandResult<E, S> | undefined> {
  try {
    const events = target.decider.decide(command, state);
    return events.length === 0 ? undefined : await appendDecided(target, stream, context, { events, state, revision });
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
