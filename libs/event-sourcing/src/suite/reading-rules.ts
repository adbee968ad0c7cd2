import { comparePositions, type Position, type RecordedEvent } from '../events.js';
import { idsOf, newEvent, newEvents, newStream, withoutPlace, type Bench } from './engine.js';

/** What JSON can hold and stores get wrong. */
const AWKWARD: readonly Readonly<Record<string, unknown>>[] = [
  { text: 'Ægir 名前 🎛️ e\u0301 \u202e"\\\n\r\t\b\u2028' },
  { text: 'a\u0000b', '\u0000': 1 },
  { text: '\ud800 alone', other: 'x\udfff' },
  { '': '', ' ': null, __proto: 1, toString: 'x', 'a.b[0]': [[], {}, [[]]] },
  { numbers: [0, 1e-7, 1.7976931348623157e308, 5e-324, 9007199254740993, -1.5, 0.1 + 0.2] },
  { deep: JSON.parse('['.repeat(200) + ']'.repeat(200)) as unknown },
  { z: 1, a: 2, '10': 3, '9': 4 },
  { $sealed: [{ class: 'notes', keys: ['k1'], fields: ['text'], box: 'AAECAwQ=' }] },
];

export function describeReading(bench: () => Bench): void {
  const store = () => bench().store;

  describe('reading a stream', () => {
    it('finds nothing where there is no stream, or beyond its end', async () => {
      const stream = newStream();
      expect(await store().readStream(stream)).toEqual([]);
      await store().append(stream, newEvents(2), 'none');
      expect(await store().readStream(stream, 2n)).toEqual([]);
      expect(await store().readStream(`${stream}x`)).toEqual([]);
    });

    it('begins at the revision asked for, inclusive', async () => {
      const stream = newStream();
      const events = newEvents(5);
      await store().append(stream, events, 'none');
      expect(idsOf(await store().readStream(stream, 0n))).toEqual(idsOf(events));
      expect(idsOf(await store().readStream(stream, 3n))).toEqual(idsOf(events.slice(3)));
    });

    it('gives a long stream whole', async () => {
      const stream = newStream();
      const events = newEvents(2_500);
      for (let from = 0; from < events.length; from += 500) {
        await store().append(stream, events.slice(from, from + 500), from === 0 ? 'none' : BigInt(from - 1));
      }
      expect(idsOf(await store().readStream(stream))).toEqual(idsOf(events));
    });

    it('gives back what was appended, to the last character and key', async () => {
      const stream = newStream('awkward');
      const events = AWKWARD.map((data) => newEvent(data, 'Überprüft名'));
      await store().append(stream, events, 'none');
      const read = (await store().readStream(stream)).map(withoutPlace);
      expect(read).toEqual(events);
      expect(read.map((event) => JSON.stringify(event.data))).toEqual(AWKWARD.map((data) => JSON.stringify(data)));
    });

    it('tells streams apart by every character of their names', async () => {
      const id = newStream();
      const streams = [id, `${id} `, id.toUpperCase(), `${id}_`, `${id}%`, `${id}\u00e9`, `${id}e\u0301`];
      for (const stream of streams) await store().append(stream, newEvents(1), 'none');
      for (const stream of streams) expect((await store().readStream(stream)).map((event) => event.stream)).toEqual([stream]);
    });
  });

  describe('reading the log', () => {
    it('gives every event once, in the order of positions, page by page', async () => {
      const start = await store().head();
      const streams = Array.from({ length: 30 }, () => newStream());
      await Promise.all(streams.map((stream) => store().append(stream, newEvents(3), 'none')));
      const events = await readAll(start, 7);
      expect(events.map((event) => event.stream).sort()).toEqual(streams.flatMap((stream) => [stream, stream, stream]).sort());
      const sorted = [...events].sort((a, b) => comparePositions(a.position, b.position));
      expect(idsOf(events)).toEqual(idsOf(sorted));
      expect(events.at(-1)!.position).toEqual(await store().head());
    });

    it('examines no more than the limit, whatever it returns, and says how far it came', async () => {
      const start = await store().head();
      const category = `rare${Date.now()}`;
      for (let i = 0; i < 6; i++) await store().append(newStream(i === 5 ? category : 'thing'), newEvents(1), 'none');
      const first = await store().read({ after: start, categories: [category], limit: 4 });
      expect(first.events).toEqual([]);
      expect(comparePositions(first.upTo, start)).toBeGreaterThan(0);
      expect(comparePositions(first.upTo, await store().head())).toBeLessThan(0);
      const second = await store().read({ after: first.upTo, categories: [category], limit: 4 });
      expect(second.events).toHaveLength(1);
      expect(second.upTo).toEqual(await store().head());
    });

    it('gives the same page again, and an empty one at the end', async () => {
      const start = await store().head();
      await store().append(newStream(), newEvents(5), 'none');
      const page = await store().read({ after: start, limit: 3 });
      expect(page.events).toHaveLength(3);
      await store().append(newStream(), newEvents(5), 'none');
      expect(await store().read({ after: start, limit: 3 })).toEqual(page);
      const head = await store().head();
      expect(await store().read({ after: head, limit: 3 })).toEqual({ events: [], upTo: head });
    });

    it('keeps to categories, which end at the first dash', async () => {
      const start = await store().head();
      const id = newStream('x').slice(2);
      const streams = [`alpha-${id}`, `beta-${id}`, `alphabet-${id}`, `alpha_x-${id}`, `alpha-beta-${id}`, `gamma-${id}`];
      for (const stream of streams) await store().append(stream, newEvents(1), 'none');
      const of = async (...categories: string[]): Promise<string[]> =>
        (await store().read({ after: start, categories, limit: 100 })).events.map((event) => event.stream);
      expect(await of('alpha')).toEqual([streams[0], streams[4]]);
      expect(await of('beta', 'gamma', 'beta')).toEqual([streams[1], streams[5]]);
      expect(await of('alph')).toEqual([]);
      expect(await of()).toEqual([]);
    });
  });

  async function readAll(start: Position, limit: number): Promise<readonly RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for (let after = start; ; ) {
      const page = await store().read({ after, limit });
      if (page.events.length === 0) return events;
      expect(page.events.length).toBeLessThanOrEqual(limit);
      events.push(...page.events);
      after = page.upTo;
    }
  }
}
