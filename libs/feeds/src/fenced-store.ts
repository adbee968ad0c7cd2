import type { Appended, Batch, EventStore, ExpectedRevision, NewEvent, Position, ReadOptions, RecordedEvent } from '@flipside/event-sourcing';
import type { Leases } from './lease.js';

/** A store whose appends rest on the leases that they are made under. */
export class FencedStore implements EventStore {
  constructor(
    private readonly store: EventStore & { close(): Promise<void> },
    private readonly leases: Pick<Leases, 'fences'>,
  ) {}

  async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    return this.store.append(stream, events, expected, await this.leases.fences());
  }

  readStream(stream: string, from?: bigint): Promise<readonly RecordedEvent[]> {
    return this.store.readStream(stream, from);
  }

  read(options: ReadOptions & { readonly limit: number }): Promise<Batch> {
    return this.store.read(options);
  }

  subscribe(options: ReadOptions & { readonly signal: AbortSignal }): AsyncIterable<Batch> {
    return this.store.subscribe(options);
  }

  head(): Promise<Position> {
    return this.store.head();
  }

  close(): Promise<void> {
    return this.store.close();
  }
}
