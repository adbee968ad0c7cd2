import { directly, handleCommand, RevisionConflict, type CommandContext, type CommandResult, type CommandTarget, type DomainEvent } from '@flipside/event-sourcing';

/** What a caller thinks a stream to be. */
export interface Belief<S> {
  readonly state: S;
  readonly revision: bigint | 'none';
}

class WrongBelief extends Error {}

/**
 * A command on a stream that is believed to be in a state, which saves reading it. The append proves the belief: where it is
 * wrong the command is decided anew on what the stream holds. For commands by the thousand.
 */
export function handleBelieving<C, E extends DomainEvent, S>(
  target: CommandTarget<C, E, S>,
  stream: string,
  command: C,
  context: CommandContext,
  { state, revision }: Belief<S>,
): Promise<CommandResult<E, S>> {
  const { store, decider, around = directly } = target;
  const bare = { ...target, around: directly };
  const append: typeof store.append = async (name, events) => {
    try {
      return await store.append(name, events, revision);
    } catch (error) {
      throw error instanceof RevisionConflict ? new WrongBelief() : error;
    }
  };
  const blind: typeof store = Object.assign(Object.create(store) as typeof store, { append, readStream: async () => [] });
  const believed = { ...bare, store: blind, decider: { ...decider, initial: state } };
  return around(stream, command, context, async (known) => {
    try {
      return await handleCommand(believed, stream, command, known);
    } catch (error) {
      if (error instanceof WrongBelief) return handleCommand(bare, stream, command, known);
      throw error;
    }
  });
}
