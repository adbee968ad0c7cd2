import { EventTooLarge, MAX_EVENT_BYTES, RevisionConflict, type Appended } from '../event-store.js';
import { idsOf, newEvent, newEvents, newStream, withoutPlace, type Bench } from './engine.js';

export function describeAppend(bench: () => Bench): void {
  const store = () => bench().store;

  describe('append', () => {
    it('numbers the events of a stream from 0 and gives each a later position', async () => {
      const stream = newStream();
      const first = await store().append(stream, newEvents(2), 'none');
      const second = await store().append(stream, newEvents(3), 1n);
      expect([first.revision, second.revision]).toEqual([1n, 4n]);
      const events = await store().readStream(stream);
      expect(events.map((event) => event.revision)).toEqual([0n, 1n, 2n, 3n, 4n]);
      expect(events.map((event) => event.stream)).toEqual(Array(5).fill(stream));
      const positions = events.map((event) => event.position.n);
      expect(positions).toEqual([...positions].sort((a, b) => (a < b ? -1 : 1)));
      expect([events[1]!.position, events[4]!.position]).toEqual([first.position, second.position]);
      expect(await store().head()).toEqual(second.position);
    });

    it('refuses any other revision than the stream has, and says which that is', async () => {
      const stream = newStream();
      await conflict(store().append(stream, newEvents(1), 0n), { stream, expected: 0n, actual: undefined });
      await store().append(stream, newEvents(2), 'none');
      await conflict(store().append(stream, newEvents(1), 'none'), { stream, expected: 'none', actual: 1n });
      await conflict(store().append(stream, newEvents(1), 0n), { stream, expected: 0n, actual: 1n });
      await conflict(store().append(stream, newEvents(1), 2n), { stream, expected: 2n, actual: 1n });
      expect(await store().readStream(stream)).toHaveLength(2);
    });

    it('lets exactly one of many concurrent appends at the same revision in, whole', async () => {
      const stream = newStream();
      const other = await bench().engine.open();
      const batches = Array.from({ length: 20 }, () => newEvents(3));
      const all = await Promise.allSettled(batches.map((batch, i) => (i % 2 ? store() : other).append(stream, batch, 'none')));
      const won = batches.filter((_, index) => all[index]!.status === 'fulfilled');
      expect(won).toHaveLength(1);
      expect(idsOf(await store().readStream(stream))).toEqual(idsOf(won[0]!));
      for (const each of all) if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(RevisionConflict);
      await other.close();
    });

    it('keeps appends to the same stream from one place in their order', async () => {
      const stream = newStream();
      const events = newEvents(40);
      await Promise.all(events.map((event, index) => store().append(stream, [event], index === 0 ? 'none' : BigInt(index - 1))));
      expect(idsOf(await store().readStream(stream))).toEqual(idsOf(events));
    });

    it('stores all events of an append or none: one too large keeps the others out', async () => {
      const stream = newStream();
      const large = newEvent({ text: 'x'.repeat(MAX_EVENT_BYTES) });
      await expect(store().append(stream, [newEvent(), large], 'none')).rejects.toBeInstanceOf(EventTooLarge);
      expect(await store().readStream(stream)).toEqual([]);
    });

    it('measures an event in bytes of its JSON, metadata included', async () => {
      const stream = newStream();
      const rest = JSON.stringify(newEvent({ text: '' }).data).length + JSON.stringify(newEvent().metadata).length;
      const fitting = newEvent({ text: 'é'.repeat(Math.floor((MAX_EVENT_BYTES - rest) / 2)) });
      await store().append(stream, [fitting], 'none');
      expect((await store().readStream(stream)).map(withoutPlace)).toEqual([fitting]);
      const over = newEvent({ text: `${String(fitting.data['text'])}é` });
      const refusal = await store().append(stream, [over], 0n).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ type: over.type, bytes: expect.any(Number) as number });
    });

    it('refuses what makes no sense', async () => {
      await expect(store().append(newStream(), [], 'none')).rejects.toBeInstanceOf(RangeError);
      await expect(store().append('', newEvents(1), 'none')).rejects.toBeInstanceOf(RangeError);
      await expect(store().append(newStream(), newEvents(1), -1n)).rejects.toBeInstanceOf(RangeError);
      await expect(store().append(newStream(), [{ ...newEvent(), id: 'no-uuid' }], 'none')).rejects.toBeInstanceOf(RangeError);
    });
  });

  describe('a repeated append', () => {
    it('gives the first result and stores nothing, also when later events follow', async () => {
      const stream = newStream();
      const events = newEvents(2);
      const first = await store().append(stream, events, 'none');
      expect(await store().append(stream, events, 'none')).toEqual(first);
      const more = newEvents(3);
      const second = await store().append(stream, more, 1n);
      await store().append(stream, newEvents(1), 4n);
      expect(await store().append(stream, events, 'none')).toEqual(first);
      expect(await store().append(stream, more, 1n)).toEqual(second);
      expect(await store().readStream(stream)).toHaveLength(6);
    });

    it('is one append when its repeats run at once from several places', async () => {
      const stream = newStream();
      const events = newEvents(2);
      const other = await bench().engine.open();
      const both = [store(), other];
      const all = await Promise.all(Array.from({ length: 10 }, (_, i) => both[i % 2]!.append(stream, events, 'none')));
      expect(new Set(all.map(({ revision, position }) => `${revision} ${position.epoch}:${position.n}`)).size).toBe(1);
      expect(await store().readStream(stream)).toHaveLength(2);
      await other.close();
    });

    it('is a conflict at another revision, or when only some events are the same', async () => {
      const stream = newStream();
      const events = newEvents(2);
      await store().append(stream, events, 'none');
      await store().append(stream, newEvents(2), 1n);
      await conflict(store().append(stream, events, 0n), { stream, expected: 0n, actual: 3n });
      await conflict(store().append(stream, [events[0]!, newEvent()], 'none'), { stream, expected: 'none', actual: 3n });
      await conflict(store().append(stream, [newEvent(), events[1]!], 'none'), { stream, expected: 'none', actual: 3n });
      await conflict(store().append(newStream(), events, 1n), { expected: 1n, actual: undefined });
    });

    it('does not hinder others that are appended with it', async () => {
      const repeated = newStream();
      const events = newEvents(1);
      const first = await store().append(repeated, events, 'none');
      const fresh = Array.from({ length: 10 }, () => newStream());
      const [again, refused, ...appended] = await Promise.allSettled([
        store().append(repeated, events, 'none'),
        store().append(newStream(), newEvents(1), 7n),
        ...fresh.map((stream) => store().append(stream, newEvents(2), 'none')),
      ]);
      expect(again).toEqual({ status: 'fulfilled', value: first });
      expect(refused).toMatchObject({ status: 'rejected' });
      expect(appended.map((each) => each.status)).toEqual(fresh.map(() => 'fulfilled'));
      for (const [index, stream] of fresh.entries()) {
        const last = (await store().readStream(stream)).at(-1);
        expect((appended[index] as PromiseFulfilledResult<Appended>).value).toEqual({ revision: 1n, position: last!.position });
      }
    });
  });
}

async function conflict(append: Promise<unknown>, facts: Partial<RevisionConflict>): Promise<void> {
  const error = await append.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RevisionConflict);
  expect(error).toMatchObject(facts);
}
