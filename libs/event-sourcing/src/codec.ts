import type { DomainEvent, EventMetadata, Position, RecordedEvent, StoredData } from './events.js';

/** A domain event as it was read: opened, upcast, with its place in the log. */
export type Recorded<E extends DomainEvent> = E & {
  readonly id: string;
  readonly stream: string;
  readonly revision: bigint;
  readonly position: Position;
  readonly metadata: EventMetadata;
};

/** Between a union of domain events and what the log holds: seals, opens and upcasts (libs/privacy has the one used). */
export interface EventCodec<E extends DomainEvent> {
  /** Current schema version of an event type. */
  version(type: string): number;
  /** @throws DomainError `subject-erased` when a field would be sealed for a person who was erased. */
  encode(events: readonly E[]): Promise<readonly StoredData[]>;
  /** Opens and upcasts; sealed fields whose key is gone are null. Events of types it does not know are left out. */
  decode(events: readonly RecordedEvent[]): Promise<readonly Recorded<E>[]>;
}
