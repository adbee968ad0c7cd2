import { randomUUID } from 'node:crypto';
import type { NewEvent } from '@flipside/event-sourcing';

/** An event like those of the services: a confirmed session, about 250 bytes of data and 430 of metadata. */
export function sampleEvent(n: number): NewEvent {
  return {
    id: randomUUID(),
    type: 'SessionConfirmed',
    data: {
      sessionId: randomUUID(),
      pairingId: randomUUID(),
      startsAt: '2026-03-02T09:00:00Z',
      stretches: [
        { kind: 'reverse', minutes: 35 },
        { kind: 'open', minutes: 10 },
      ],
      by: 'mentor',
      n,
    },
    metadata: {
      commandId: randomUUID(),
      index: 0,
      correlationId: randomUUID(),
      causationId: randomUUID(),
      actor: { kind: 'person', id: randomUUID() },
      at: '2026-03-02T10:00:00.000Z',
      schemaVersion: 1,
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    },
  };
}
