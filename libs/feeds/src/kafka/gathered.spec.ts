import type { Batch, RecordedEvent } from '@flipside/event-sourcing';
import { gathered } from './gathered.js';

const batch = (n: number, events = 1): Batch => ({ events: Array.from({ length: events }, () => ({ id: String(n) }) as RecordedEvent), upTo: { epoch: 1, n: BigInt(n) } });
const idsOf = ({ events }: Batch): readonly string[] => events.map(({ id }) => id);
const never = new AbortController().signal;
const aMoment = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Pages, and how many of them were asked for. */
function pages(count: number) {
  const source = {
    read: 0,
    async *follow(signal: AbortSignal) {
      for (let n = 1; n <= count && !signal.aborted; n++) {
        source.read = n;
        yield batch(n);
      }
    },
  };
  return source;
}

describe('gathered batches', () => {
  it('hold what came meanwhile, in order and all of it', async () => {
    const seen: string[][] = [];
    let last: Batch | undefined;
    for await (const one of gathered(pages(10).follow, 3, never)) {
      seen.push([...idsOf(one)]);
      last = one;
      for (let i = 0; i < 10; i++) await aMoment();
    }
    expect(seen.flat()).toEqual(Array.from({ length: 10 }, (_, n) => String(n + 1)));
    expect(seen.length).toBeLessThan(6);
    expect(last!.upTo).toEqual({ epoch: 1, n: 10n });
  });

  it('are not waited for: one that is there is handed out', async () => {
    const quiet = gathered(async function* () {
      yield batch(1);
      await new Promise(() => undefined);
    }, 4, never);
    expect(idsOf((await quiet.next()).value as Batch)).toEqual(['1']);
  });

  it('are read ahead by so many batches and no more', async () => {
    const source = pages(100);
    const batches = gathered(source.follow, 3, never);
    await batches.next();
    for (let i = 0; i < 50; i++) await aMoment();
    expect(source.read).toBeLessThanOrEqual(5);
    await batches.return();
    for (let i = 0; i < 50; i++) await aMoment();
    expect(source.read).toBeLessThanOrEqual(6);
  });

  it('end with their source: by its end, by a signal, or by what went wrong, after what came before', async () => {
    const failing = gathered(async function* () {
      yield batch(1);
      throw new Error('gone');
    }, 4, never);
    expect(idsOf((await failing.next()).value as Batch)).toEqual(['1']);
    await expect(failing.next()).rejects.toThrow('gone');
    const stop = new AbortController();
    const waiting = gathered(async function* (signal) {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      yield* [];
    }, 4, stop.signal);
    const next = waiting.next();
    stop.abort();
    expect((await next).done).toBe(true);
  });
});
