import { PassThrough } from 'node:stream';
import type { AllStreamSubscription } from '@eventstore/db-client';
import type { Checkpoint } from './connection.js';
import { skim } from './skim.js';

/** What the server sends: an event at a position, or that it has looked through the log up to one. */
type Sent = { readonly event: bigint } | { readonly checkpoint: bigint; readonly prepare?: bigint };

/** As the client does it: events go into its buffer, and the callback is called when the message arrives. */
function subscription(sent: readonly Sent[]) {
  return (checkpoint: Checkpoint): AllStreamSubscription => {
    const source = Object.assign(new PassThrough({ objectMode: true }), { unsubscribe: () => Promise.resolve() }) as unknown as AllStreamSubscription;
    for (const one of sent) {
      if ('checkpoint' in one) checkpoint(source, { commit: one.checkpoint, prepare: one.prepare ?? one.checkpoint });
      else source.push({ event: { data: {}, position: { commit: one.event, prepare: one.event } } });
    }
    return source;
  };
}

describe('some events from a filtered subscription', () => {
  const some = { limit: 10, bytes: 1_000_000 };

  it('end with the server’s silence, at the last mark', async () => {
    const { events, upTo } = await skim(subscription([{ event: 3n }, { event: 8n }, { checkpoint: 500n }]), some);
    expect(events.map((event) => event.position.commit)).toEqual([3n, 8n]);
    expect(upTo).toBe(500n);
  });

  it('count a mark when what came before it was taken, not when it arrived', async () => {
    const { events, upTo } = await skim(subscription([{ event: 3n }, { event: 8n }, { event: 9n }, { checkpoint: 500n }]), { ...some, limit: 2 });
    expect(events).toHaveLength(2);
    expect(upTo).toBe(8n);
  });

  it('do not count what will be written where the server says that the log ends', async () => {
    expect(await skim(subscription([{ event: 3n }, { checkpoint: 500n, prepare: 0n }]), some)).toMatchObject({ upTo: 3n, before: 500n });
  });

  it('are none where nothing was heard, and then it is not known how far the log was looked through', async () => {
    expect(await skim(subscription([]), some)).toEqual({ events: [], upTo: undefined, before: undefined });
    expect(await skim(subscription([{ checkpoint: 7n }]), some)).toEqual({ events: [], upTo: 7n, before: undefined });
  });
});
