import { EpochChanged, type Position } from '@flipside/event-sourcing';
import { eventually, idsOf, newEvent, newEvents, newStream } from '@flipside/event-sourcing/suite/engine';
import { follow } from '@flipside/event-sourcing/suite/subscription-rules';
import { EventStoreDBClient, FORWARDS, START } from '@eventstore/db-client';
import { startSimulator, type Simulator } from '../../../test/eventstoredb-simulator/simulator.js';
import { createEventStoreDBEventStore, type EventStoreDBEventStore } from './index.js';

describe('one server for several services', () => {
  let simulator: Simulator;
  let ours: EventStoreDBEventStore;
  let theirs: EventStoreDBEventStore;

  beforeAll(async () => {
    simulator = await startSimulator();
    ours = await createEventStoreDBEventStore({ url: simulator.url, service: 'matching' });
    theirs = await createEventStoreDBEventStore({ url: simulator.url, service: 'sessions' });
  });
  afterAll(async () => {
    await Promise.all([ours.close(), theirs.close()]);
    await simulator.stop();
  });

  it('gives each its own streams and events, also where the names are the same', async () => {
    const after = await ours.head();
    const stream = newStream('pairing');
    const [mine, others] = [newEvents(2), newEvents(3)];
    const reader = follow(ours, { after });
    const filtered = follow(ours, { after, categories: ['pairing'] });
    await ours.append(stream, mine, 'none');
    await theirs.append(stream, others, 'none');
    expect(idsOf(await ours.readStream(stream))).toEqual(idsOf(mine));
    expect(idsOf(await theirs.readStream(stream))).toEqual(idsOf(others));
    expect(idsOf((await ours.read({ after, limit: 100 })).events)).toEqual(idsOf(mine));
    const head = await ours.head();
    expect(head).toEqual(await theirs.head());
    await eventually(() => reader.upTo?.n === head.n && filtered.upTo?.n === head.n);
    expect(idsOf(reader.events)).toEqual(idsOf(mine));
    expect(idsOf(filtered.events)).toEqual(idsOf(mine));
    await Promise.all([reader.stop(), filtered.stop()]);
  });

  it('delivers no event of the server itself, and no place among them is the head', async () => {
    const after = await ours.head();
    await theirs.append(newStream(), newEvents(300), 'none'); // the simulator writes statistics between them
    await ours.append(newStream(), newEvents(1), 'none');
    const head = await ours.head();
    const { events, upTo } = await ours.read({ after, limit: 1_000 });
    expect(events.map((event) => event.type)).toEqual(['ThingHappened']);
    expect(upTo).toEqual(head);
    expect(events[0]!.position).toEqual(head);
  });

  it('delivers what is written where the server said that the log ended', async () => {
    const category = `rare${Date.now()}`;
    const appended = async (): Promise<string[]> => {
      const events = newEvents(5);
      await ours.append(newStream(category), events, 'none');
      return idsOf(events);
    };
    const readFrom = async (after: Position): Promise<{ ids: string[]; upTo: Position }> => {
      const [ids, head]: [string[], Position] = [[], await ours.head()];
      for await (const { events, upTo } of ours.subscribe({ after, categories: [category], signal: AbortSignal.timeout(10_000) })) {
        ids.push(...idsOf(events));
        if (upTo.n >= head.n) return { ids, upTo };
      }
      throw new Error('the end was never reached');
    };
    const start = await ours.head();
    await theirs.append(newStream(), newEvents(900), 'none'); // so many that the server is asked to leave out what is not wanted
    const [first, { ids, upTo }] = [await appended(), await readFrom(start)];
    expect(ids).toEqual(first);
    const then = await appended();
    expect((await readFrom(upTo)).ids).toEqual(then); // one that begins anew where it stood
  });

  it('takes no stream and no type that would be the server’s', async () => {
    await expect(ours.append('$settings', newEvents(1), 'none')).rejects.toBeInstanceOf(RangeError);
    await expect(ours.append(newStream(), [newEvent({}, '$metadata')], 'none')).rejects.toBeInstanceOf(RangeError);
    const inNames = newStream('$pairing'.slice(1));
    await ours.append(inNames, newEvents(1), 'none');
    expect(await ours.readStream('$stats-0.0.0.0:2113')).toEqual([]);
  });

  it('keeps what surrounds an event, correlation and causation under the server’s own names', async () => {
    const event = newEvent({ a: 1 });
    const metadata = {
      ...event.metadata, actor: { kind: 'person' as const, id: 'p1' }, onBehalfOf: 'p2', correlationId: 'c1', causationId: 'c2',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', schemaVersion: 3, bodyDigest: 'd',
    };
    const stream = newStream();
    await ours.append(stream, [{ ...event, metadata }], 'none');
    expect((await ours.readStream(stream))[0]!.metadata).toEqual(metadata);
    const client = EventStoreDBClient.connectionString(simulator.url);
    for await (const { event: stored } of client.readStream(`matching.${stream}`, { direction: FORWARDS, fromRevision: START })) {
      expect(stored!.metadata).toMatchObject({ $correlationId: 'c1', $causationId: 'c2', schemaVersion: 3, traceparent: metadata.traceparent });
      expect(stored!.isJson).toBe(true);
    }
    await client.dispose();
  });

  it('has one epoch for all of them, higher than any used before', async () => {
    const old = await ours.head();
    const reader = follow(ours, { after: old });
    const { epoch } = await theirs.startNewEpoch(7);
    expect(epoch).toBe(8);
    await expect(reader.ended).rejects.toBeInstanceOf(EpochChanged);
    expect(await ours.head()).toEqual({ epoch: 8, n: old.n });
    expect((await ours.append(newStream(), newEvents(1), 'none')).position.epoch).toBe(8);
  });
});
