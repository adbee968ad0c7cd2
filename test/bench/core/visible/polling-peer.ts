import { randomUUID } from 'node:crypto';
import { peers } from '../../peers.js';
import { sampleEvent } from '../../sample-event.js';

export interface PollingPeer {
  /** Appends an event; milliseconds from then until the consumer has it. */
  readonly seen: () => Promise<number>;
}

interface Message {
  readonly data: { readonly sessionId: string };
}

interface Emmett {
  getPostgreSQLEventStore(url: string): {
    appendToStream(stream: string, events: readonly object[]): Promise<unknown>;
    schema: { migrate(): Promise<unknown> };
  };
  postgreSQLEventStoreConsumer(options: { connectionString: string }): {
    reactor(options: { processorId: string; eachMessage: (message: Message) => void }): unknown;
    start(): Promise<void>;
  };
}

/** Emmett's store and consumer as they come. */
export async function pollingPeer(url: string): Promise<PollingPeer> {
  const load = await peers('core', { '@event-driven-io/emmett-postgresql': '0.42.0' });
  const emmett = (await load('@event-driven-io/emmett-postgresql')) as Emmett;
  const store = emmett.getPostgreSQLEventStore(url);
  await store.schema.migrate();
  const waiting = new Map<string, () => void>();
  const consumer = emmett.postgreSQLEventStoreConsumer({ connectionString: url });
  consumer.reactor({ processorId: 'bench', eachMessage: ({ data: { sessionId } }) => waiting.get(sessionId)?.() });
  void consumer.start().catch(() => undefined);
  return {
    seen: async () => {
      const event = sampleEvent(0);
      const { sessionId } = event.data as unknown as Message['data'];
      let at = 0;
      const arrived = new Promise<void>((resolve) => waiting.set(sessionId, () => {
        at = performance.now();
        resolve();
      }));
      await store.appendToStream(`session-${randomUUID()}`, [event]);
      const begun = performance.now();
      await arrived;
      waiting.delete(sessionId);
      return Math.max(0, at - begun);
    },
  };
}
