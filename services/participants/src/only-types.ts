import type { DomainEvent, EventCodec } from '@flipside/event-sourcing';

/** A codec that opens events of some types alone, for consumers that need few of many: what is not opened costs nothing. */
export function onlyTypes<E extends DomainEvent>(codec: EventCodec<E>, types: readonly E['type'][]): EventCodec<E> {
  const wanted = new Set<string>(types);
  return {
    version: (type) => codec.version(type),
    encode: (events) => codec.encode(events),
    decode: (events) => codec.decode(events.filter(({ type }) => wanted.has(type))),
  };
}
