import { StoreUnavailable, type EventStore } from '@flipside/event-sourcing';
import { eventually, idsOf, newEvents, newStream } from '@flipside/event-sourcing/suite/engine';
import { follow } from '@flipside/event-sourcing/suite/subscription-rules';
import { startSimulator, type Simulator } from '../../../test/eventstoredb-simulator/simulator.js';
import { createEventStoreDBEventStore, type EventStoreDBEventStore } from './index.js';

describe('when something goes wrong between the store and EventStoreDB', () => {
  let simulator: Simulator;
  let store: EventStoreDBEventStore;

  beforeAll(async () => {
    simulator = await startSimulator();
    store = await createEventStoreDBEventStore({ url: simulator.url, service: 'faults', callTimeoutMs: 400, silenceMs: 300 });
  });
  afterAll(async () => {
    await store.close();
    await simulator.stop();
  });
  afterEach(() => simulator.fail({}));

  /** What the log says of a stream; the position of its last event is what the append has to have answered. */
  async function held(stream: string, from: EventStore = store) {
    const events = await from.readStream(stream);
    return { ids: idsOf(events), result: { revision: events.at(-1)!.revision, position: events.at(-1)!.position } };
  }

  describe('an append', () => {
    it.each([
      ['the connection dies after the commit and before the answer', 'cut-after-commit'],
      ['the connection dies before the commit', 'cut-before-commit'],
      ['no answer comes in time', 'silence-after-commit'],
      ['the server gives up waiting for its commit, which happens', 'timeout-after-commit'],
      ['the server is not ready', 'unavailable'],
      ['the server is not the leader any more', 'not-leader'],
    ] as const)('happens once and gives its place when %s', async (_, fault) => {
      const [stream, events] = [newStream(), newEvents(3)];
      await simulator.fail({ appends: [fault, fault] });
      const result = await store.append(stream, events, 'none');
      expect(await held(stream)).toEqual({ ids: idsOf(events), result });
      const more = newEvents(1);
      await simulator.fail({ appends: [fault] });
      const second = await store.append(stream, more, result.revision);
      expect(await held(stream)).toEqual({ ids: idsOf([...events, ...more]), result: second });
    });

    it('is one of many that a broken connection leaves in doubt: each happens once', async () => {
      const appends = Array.from({ length: 40 }, () => ({ stream: newStream(), events: newEvents(2) }));
      await simulator.fail({ appends: [...Array<never>(10), 'cut-after-commit'] });
      const results = await Promise.all(appends.map(({ stream, events }) => store.append(stream, events, 'none')));
      for (const [index, { stream, events }] of appends.entries()) {
        expect(await held(stream)).toEqual({ ids: idsOf(events), result: results[index] });
      }
    });

    it('says that its outcome is unknown when the server stays away, and may be repeated', async () => {
      const hasty = await createEventStoreDBEventStore({ url: simulator.url, service: 'faults', patienceMs: 100 });
      const [stream, events] = [newStream(), newEvents(1)];
      await simulator.fail({ appends: ['timeout-after-commit', ...Array<'unavailable'>(50).fill('unavailable')] });
      const refusal = await hasty.append(stream, events, 'none').catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(StoreUnavailable);
      expect((refusal as Error).message).toBe('the event store does not answer: unavailable (gRPC 14)');
      await simulator.fail({});
      expect((await hasty.append(stream, events, 'none')).revision).toBe(0n);
      expect(await held(stream)).toMatchObject({ ids: idsOf(events) });
      await hasty.close();
    });
  });

  describe('a read', () => {
    it.each(['silence', 'unavailable', 'not-leader', 'cut-half-way'] as const)('is made again after: %s', async (fault) => {
      const after = await store.head();
      const [stream, events] = [newStream(), newEvents(5)];
      await store.append(stream, events, 'none');
      await simulator.fail({ reads: [fault, fault] });
      expect(idsOf(await store.readStream(stream))).toEqual(idsOf(events));
      await simulator.fail({ reads: [fault, fault] });
      expect(idsOf((await store.read({ after, limit: 10 })).events)).toEqual(idsOf(events));
    });
  });

  describe('a subscription', () => {
    it.each(['silence', 'unavailable', 'not-leader', 'cut-half-way'] as const)('resumes by itself, with nothing lost or twice, after: %s', async (fault) => {
      await simulator.fail({ subscriptions: [fault, fault] });
      const reader = follow(store, { after: await store.head() });
      const events = newEvents(30);
      for (const [index, event] of events.entries()) {
        await store.append(newStream(), [event], 'none');
        if (index === 15) await simulator.cut();
      }
      await eventually(() => reader.events.length >= events.length);
      expect(idsOf(reader.events)).toEqual(idsOf(events));
      await reader.stop();
    });

    it.each(['silence', 'cut-half-way'] as const)('finds what is rare in a long log, by the server’s filter, after: %s', async (fault) => {
      const category = `rare${Date.now()}`;
      const after = await store.head();
      const rare = newEvents(4);
      for (const event of rare) {
        await store.append(newStream(category), [event], 'none');
        for (let i = 0; i < 14; i++) await store.append(newStream(), newEvents(80), 'none');
      }
      const tail = follow(store, { after: await store.head() }); // its subscription is open already
      await new Promise((resolve) => setTimeout(resolve, 100));
      await simulator.fail({ subscriptions: [fault, fault] });
      const reader = follow(store, { after, categories: [category] });
      const head = await store.head();
      await eventually(() => reader.upTo?.n === head.n);
      expect(idsOf(reader.events)).toEqual(idsOf(rare));
      await Promise.all([reader.stop(), tail.stop()]);
    });
  });
});
