import { EpochChanged, StoreUnavailable, type Appended } from '../event-store.js';
import type { NewEvent } from '../events.js';
import { eventually, idsOf, newEvent, newEvents, newStream, type Bench } from './engine.js';
import { follow } from './subscription-rules.js';

export function describeFaults(bench: () => Bench): void {
  const store = () => bench().store;

  describe('after a broken connection', () => {
    it('an append is answered or may be repeated; either way it happens once', async () => {
      const appends = Array.from({ length: 60 }, () => ({ stream: newStream(), events: newEvents(2) }));
      const cutting = cut(15, 6);
      await Promise.all(appends.map(async ({ stream, events }, index) => {
        await new Promise((resolve) => setTimeout(resolve, index * 2));
        await surely(stream, events);
      }));
      await cutting;
      for (const { stream, events } of appends) expect(idsOf(await store().readStream(stream))).toEqual(idsOf(events));
    });

    it('a subscription goes on where it was', async () => {
      const reader = follow(store(), { after: await store().head() });
      const events = Array.from({ length: 30 }, () => newEvent());
      const cutting = cut(20, 5);
      for (const event of events) await surely(newStream(), [event]);
      await cutting;
      await eventually(() => reader.events.length >= events.length);
      expect(idsOf(reader.events)).toEqual(idsOf(events));
      await reader.stop();
    });

    it('reading goes on', async () => {
      const stream = newStream();
      await store().append(stream, newEvents(3), 'none');
      await bench().engine.breakConnections();
      expect(await store().readStream(stream)).toHaveLength(3);
      expect((await store().read({ limit: 1 })).events).toHaveLength(1);
    });
  });

  describe('after the server was restarted', () => {
    it('what was acknowledged is there, and everybody goes on', async () => {
      const reader = follow(store(), { after: await store().head() });
      const events = Array.from({ length: 400 }, () => newEvent());
      const restarting = new Promise((resolve) => setTimeout(resolve, 30)).then(() => bench().engine.restart());
      const acknowledged: NewEvent[] = [];
      for (const event of events) {
        await surely(newStream(), [event]);
        acknowledged.push(event);
      }
      await restarting;
      await surely(newStream(), [newEvent()]);
      await eventually(() => reader.events.length > events.length);
      expect(idsOf(reader.events.slice(0, -1))).toEqual(idsOf(acknowledged));
      await reader.stop();
    });
  });

  describe('a store that was closed', () => {
    it('finishes what it was given, ends its subscriptions and takes nothing more', async () => {
      const closing = await bench().engine.open();
      const reader = follow(closing, { after: await closing.head() });
      const streams = Array.from({ length: 20 }, () => newStream());
      const appends = streams.map((stream) => closing.append(stream, newEvents(1), 'none'));
      await closing.close();
      await Promise.all(appends);
      await reader.ended;
      await expect(closing.append(newStream(), newEvents(1), 'none')).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(closing.readStream(newStream())).rejects.toBeInstanceOf(StoreUnavailable);
    });
  });

  describe('an open transaction elsewhere on the server', () => {
    it('hides nothing and holds nothing up', async () => {
      const { engine } = bench();
      if (!engine.openTransactionElsewhere) return; // the engine has no such thing
      const end = await engine.openTransactionElsewhere();
      const reader = follow(store(), { after: await store().head() });
      for (let i = 1; i <= 20; i++) {
        await store().append(newStream(), newEvents(1), 'none');
        await eventually(() => reader.events.length === i);
      }
      await reader.stop();
      await end();
    });
  });

  describe('a new epoch', () => {
    it('stops whoever has read before it, and lets those begin anew', async () => {
      const { engine } = bench();
      if (!engine.startNewEpoch) return;
      const appended = await store().append(newStream(), newEvents(2), 'none');
      const old = await store().head();
      const reader = follow(store(), { after: old });
      await engine.startNewEpoch();
      await expect(reader.ended).rejects.toMatchObject({ known: old.epoch, found: old.epoch + 1 });
      await expect(reader.ended).rejects.toBeInstanceOf(EpochChanged);
      await expect(store().read({ after: old, limit: 10 })).rejects.toBeInstanceOf(EpochChanged);
      await expect(follow(store(), { after: appended.position }).ended).rejects.toBeInstanceOf(EpochChanged);

      const head = await store().head();
      expect(head).toEqual({ epoch: old.epoch + 1, n: old.n });
      const anew = follow(store(), {});
      const { position } = await store().append(newStream(), newEvents(1), 'none');
      expect(position.epoch).toBe(head.epoch);
      await eventually(() => anew.upTo?.n === position.n);
      expect(new Set(anew.events.map((event) => event.position.epoch))).toEqual(new Set([head.epoch]));
      await anew.stop();
    });

    it('refuses a reader that knows a later one', async () => {
      const { epoch, n } = await store().head();
      const ahead = { epoch: epoch + 1, n };
      await expect(store().read({ after: ahead, limit: 10 })).rejects.toBeInstanceOf(EpochChanged);
      await expect(follow(store(), { after: ahead }).ended).rejects.toBeInstanceOf(EpochChanged);
    });

    it('is asked for of a reader that stands behind the end of the log', async () => {
      const { epoch, n } = await store().head();
      const beyond = { epoch, n: n + 1_000_000n };
      await expect(store().read({ after: beyond, limit: 10 })).rejects.toBeInstanceOf(EpochChanged);
      await expect(follow(store(), { after: beyond }).ended).rejects.toBeInstanceOf(EpochChanged);
    });
  });

  /** Appends as a caller does that knows it may repeat. */
  async function surely(stream: string, events: readonly NewEvent[]): Promise<Appended> {
    for (;;) {
      try {
        return await store().append(stream, events, 'none');
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
      }
    }
  }

  async function cut(everyMs: number, times: number): Promise<void> {
    for (let i = 0; i < times; i++) {
      await new Promise((resolve) => setTimeout(resolve, everyMs));
      await bench().engine.breakConnections();
    }
  }
}
