import type { PolicyContext } from '@flipside/feeds';
import type { AnyPolicy } from './consumers.js';

type Handler = (event: never, context: PolicyContext) => Promise<unknown>;

/**
 * The policy with other ids for its commands. Its own can be computed from the event that caused them, and from theirs the ids
 * of what follows: whoever is shown both a cause and a result in public could prove a guess of what lies between.
 * @param idOf the same for the same, and nobody else can compute it.
 */
export function withCommandIds(policy: AnyPolicy, idOf: (commandId: string) => string): AnyPolicy {
  const concealed = (context: PolicyContext): PolicyContext => ({
    ...context,
    command: (stream) => {
      const command = context.command(stream);
      return { ...command, commandId: idOf(command.commandId) };
    },
  });
  const handlers = Object.entries(policy.on as unknown as Readonly<Record<string, Handler>>);
  const on = Object.fromEntries(handlers.map(([type, handle]) => [type, (event: never, context: PolicyContext) => handle(event, concealed(context))]));
  return { ...policy, on: on as unknown as AnyPolicy['on'] };
}
