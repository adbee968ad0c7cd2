import type { CommandTarget, DomainEvent, Recorded } from '@flipside/event-sourcing';

/** All events of a stream, opened as far as their keys still exist. */
export async function eventsOf<C, E extends DomainEvent, S>(
  { store, codec }: CommandTarget<C, E, S>,
  stream: string,
): Promise<readonly Recorded<E>[]> {
  return codec.decode(await store.readStream(stream));
}

/** The state of a stream as the log has it now, not as a read model had it a moment ago. */
export async function stateOf<C, E extends DomainEvent, S>(target: CommandTarget<C, E, S>, stream: string): Promise<S> {
  const { evolve, initial } = target.decider;
  return (await eventsOf(target, stream)).reduce(evolve, initial);
}

/** The last event of a type. */
export function lastOf<E extends DomainEvent, T extends E['type']>(
  events: readonly Recorded<E>[],
  type: T,
): Recorded<Extract<E, { type: T }>> | undefined {
  return events.findLast((event) => event.type === type) as Recorded<Extract<E, { type: T }>> | undefined;
}

/** All events of a type, in order. */
export function allOf<E extends DomainEvent, T extends E['type']>(
  events: readonly Recorded<E>[],
  type: T,
): readonly Recorded<Extract<E, { type: T }>>[] {
  return events.filter((event) => event.type === type) as unknown as readonly Recorded<Extract<E, { type: T }>>[];
}
