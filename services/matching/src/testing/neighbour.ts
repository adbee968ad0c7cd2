import { randomUUID } from 'node:crypto';
import type { Audience, Contract, ServiceName } from '@flipside/contracts';
import type { RecordedEvent } from '@flipside/event-sourcing';
import { createPostgresEventStore, type PostgresEventStore } from '@flipside/event-store-postgres';
import { storeFeed, type Feed } from '@flipside/feeds';

/** One contract to be told. */
export interface Told {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A neighbour service as far as this one can tell: a real log whose events are its sealed contracts word for word. */
export class Neighbour {
  private readonly revisions = new Map<string, bigint>();

  private constructor(
    readonly name: ServiceName,
    readonly store: PostgresEventStore,
  ) {}

  static async open(name: ServiceName, url: string): Promise<Neighbour> {
    return new Neighbour(name, await createPostgresEventStore({ url, service: name, migrate: true }));
  }

  feed(audience: Audience): Feed<Contract> {
    const through = ({ type, data }: RecordedEvent) => [{ type, audience: 'sealed' as const, data: data as Record<string, unknown> }];
    return storeFeed(this.store, this.name, through, audience);
  }

  /** Tells facts of one stream at a moment of business time. */
  async tell(stream: string, at: string, ...facts: readonly Told[]): Promise<void> {
    const events = facts.map(({ type, data }, index) => ({
      id: randomUUID(), type, data, metadata: { commandId: randomUUID(), index, actor: { kind: 'system' as const }, at, schemaVersion: 1 },
    }));
    const { revision } = await this.store.append(stream, events, this.revisions.get(stream) ?? 'none');
    this.revisions.set(stream, revision);
  }
}
