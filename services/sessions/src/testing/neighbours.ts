import { randomUUID } from 'node:crypto';
import type { Audience, Contract, ServiceName } from '@flipside/contracts';
import type { RecordedEvent } from '@flipside/event-sourcing';
import { createPostgresEventStore, type PostgresEventStore } from '@flipside/event-store-postgres';
import { storeFeed, type Feed } from '@flipside/feeds';

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

  /** Tells something at a moment of business time. @returns the token of its position. */
  async tell(stream: string, type: string, data: Record<string, unknown>, at: string): Promise<string> {
    const metadata = { commandId: randomUUID(), index: 0, actor: { kind: 'system' as const }, at, schemaVersion: 1 };
    const before = this.revisions.get(stream);
    const { revision, position } = await this.store.append(stream, [{ id: randomUUID(), type, data, metadata }], before ?? 'none');
    this.revisions.set(stream, revision);
    return `${this.name}:${position.epoch}:${position.n}`;
  }
}
