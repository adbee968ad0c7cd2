import type { Contract } from '@flipside/contracts';
import { EpochChanged } from '@flipside/event-sourcing';
import fc from 'fast-check';
import type { FeedConsumer, Place } from '../feed.js';
import { TransientFault } from '../transient.js';
import { PartitionDelivery, type Next, type Stretch } from './delivery.js';

type Fate = 'taken' | 'fault' | 'refused' | 'done, but nobody heard';

/** A consumer whose place is kept as Postgres would, and that fails as told. */
class Remembering implements FeedConsumer<Contract> {
  place: Place | undefined;
  readonly seen: bigint[] = [];

  constructor(readonly name: string, private readonly fate: () => Fate) {}

  async open(): Promise<Place | undefined> {
    return this.place;
  }

  async take(_part: string, batch: { events: readonly Contract[]; upTo: Place }, reached: Place | undefined): Promise<boolean> {
    const fate = this.fate();
    if (fate === 'refused' || reached?.n !== this.place?.n) return false;
    if (fate === 'fault') throw new TransientFault('just now not');
    this.seen.push(...batch.events.map(({ position }) => position.n));
    this.place = batch.upTo;
    if (fate !== 'taken') throw new TransientFault('the connection broke after the commit');
    return true;
  }
}

/** A partition as a broker keeps it: messages at growing offsets, with the brokers' own records between them. */
interface Log {
  readonly offsets: readonly { readonly offset: bigint; readonly n: bigint }[];
  readonly end: bigint;
}

const event = (n: bigint, epoch = 1): Contract => ({
  id: String(n), type: 'PersonErased', audience: 'sealed', service: 'participants', stream: 'person-1', revision: n, position: { epoch, n },
  at: '2027-01-04T09:00:00.000Z', data: {},
});

function read(log: Log, from: bigint, most: number): Stretch | undefined {
  const found = log.offsets.filter(({ offset }) => offset >= from);
  if (found.length === 0) return undefined;
  const taken = found.slice(0, most);
  const to = found[most]?.offset ?? log.end;
  return { from, to, messages: taken.map(({ offset, n }) => ({ offset, contract: event(n) })) };
}

/** Blocks of positions; some are sent twice, as after a crash of the relay. Every block ends with a record of the brokers. */
const logs: fc.Arbitrary<Log> = fc.array(fc.record({ size: fc.integer({ min: 1, max: 4 }), twice: fc.boolean() }), { minLength: 1, maxLength: 8 }).map((blocks) => {
  const offsets: { offset: bigint; n: bigint }[] = [];
  let [offset, n] = [0n, 0n];
  for (const { size, twice } of blocks) {
    for (let time = 0; time < (twice ? 2 : 1); time++) {
      for (let i = 1; i <= size; i++) offsets.push({ offset: offset++, n: n + BigInt(i) });
      offset++;
    }
    n += BigInt(size);
  }
  return { offsets, end: offset };
});

describe('the delivery of a partition', () => {
  it('gives every consumer everything once and in order, whatever fails, is read twice, or is shared out anew', async () => {
    const fates = fc.constantFrom<Fate>('taken', 'taken', 'taken', 'fault', 'refused', 'done, but nobody heard');
    await fc.assert(
      fc.asyncProperty(logs, fc.infiniteStream(fates), fc.infiniteStream(fc.integer({ min: 0, max: 9 })), async (log, fate, dice) => {
        let steps = 0;
        const draw = (): Fate => (steps < 300 ? (fate.next().value as Fate) : 'taken'); // the faults end some day
        const consumers = ['a', 'b', 'c'].map((name) => new Remembering(name, draw));
        let now = 0;
        const delivery = new PartitionDelivery('t/0', () => consumers, { source: 'participants', now: () => now, waits: () => undefined, over: () => undefined });
        for (let at = 0n; consumers.some(({ place }) => (place?.n ?? 0n) < log.end); ) {
          if (++steps > 2_000) throw new Error('it never ends');
          now += 100;
          const roll = dice.next().value as number;
          if (roll === 0 && steps < 300) delivery.forget();
          if (roll === 1 && steps < 300) at = BigInt(roll); // the client begins elsewhere than it was told
          const stretch = read(log, at, 1 + (roll % 4));
          if (!stretch) {
            at = (await delivery.start()) ?? 0n;
            continue;
          }
          const next: Next = await delivery.deliver(stretch);
          at = next.seek ?? stretch.to;
          if (next.pauseUntil !== undefined) now = Math.max(now, next.pauseUntil);
        }
        const all = [...new Set(log.offsets.map(({ n }) => n))];
        for (const { seen } of consumers) expect(seen).toEqual(all);
      }),
      { numRuns: 300 },
    );
  });

  const stretch: Stretch = { from: 0n, to: 3n, messages: [1n, 2n].map((n) => ({ offset: n - 1n, contract: event(n) })) };

  it('lets the others go on while one waits, and says when to come back for it', async () => {
    const fates: Fate[] = ['fault', 'taken'];
    const weak = new Remembering('weak', () => fates.shift() ?? 'taken');
    const strong = new Remembering('strong', () => 'taken');
    let now = 1_000;
    const delivery = new PartitionDelivery('t/0', () => [weak, strong], { source: 'participants', now: () => now, waits: () => undefined, over: () => undefined });
    const { retryAt, ...rest } = await delivery.deliver(stretch);
    expect(rest).toEqual({});
    expect(retryAt).toBe(1_050);
    expect([weak.seen, strong.seen]).toEqual([[], [1n, 2n]]);
    now = retryAt!;
    expect(await delivery.start()).toBe(0n);
    expect(await delivery.deliver(stretch)).toEqual({});
    expect([weak.seen, strong.seen]).toEqual([[1n, 2n], [1n, 2n]]);
  });

  it('pauses where nobody can take anything, longer each time', async () => {
    const delivery = new PartitionDelivery('t/0', () => [new Remembering('weak', () => 'fault')], { source: 'participants', now: () => 0, waits: () => undefined, over: () => undefined });
    expect(await delivery.deliver(stretch)).toEqual({ seek: 0n, pauseUntil: 50 });
  });

  it('does not wait longer than for what is waited for', async () => {
    let arrives = (): void => undefined;
    const there = new Promise<void>((resolve) => (arrives = resolve));
    let behind = true;
    const policy = new Remembering('policy', () => 'taken');
    const take = policy.take.bind(policy);
    policy.take = async (...all) => {
      if (behind) throw new TransientFault('read models have not reached participants', { over: there });
      return take(...all);
    };
    let woken = 0;
    const delivery = new PartitionDelivery('t/0', () => [policy], { source: 'participants', now: () => 0, waits: () => undefined, over: () => woken++ });
    expect(await delivery.deliver(stretch)).toEqual({ seek: 0n, pauseUntil: 50 });
    expect(await delivery.deliver(stretch)).toEqual({ seek: 0n, pauseUntil: 50 }); // whoever asks earlier is told the same
    behind = false;
    arrives();
    await there;
    expect(woken).toBe(1);
    expect(await delivery.deliver(stretch)).toEqual({}); // at the same moment
    expect(policy.seen).toEqual([1n, 2n]);
  });

  it('gives nothing that does not continue the stored place', async () => {
    const late = new Remembering('late', () => 'taken');
    const delivery = new PartitionDelivery('t/0', () => [late], { source: 'participants', now: () => 0, waits: () => undefined, over: () => undefined });
    expect(await delivery.deliver({ from: 5n, to: 6n, messages: [{ offset: 5n, contract: event(9n) }] })).toEqual({ seek: 0n });
    expect(late.seen).toEqual([]);
  });

  it('passes over the brokers own records', async () => {
    const one = new Remembering('one', () => 'taken');
    const delivery = new PartitionDelivery('t/0', () => [one], { source: 'participants', now: () => 0, waits: () => undefined, over: () => undefined });
    await delivery.deliver({ ...stretch, to: 2n });
    delivery.skip(2n, 4n);
    expect(await delivery.deliver({ from: 4n, to: 5n, messages: [{ offset: 4n, contract: event(3n) }] })).toEqual({});
    expect(one.seen).toEqual([1n, 2n, 3n]);
  });

  it('ends where the source was restored', async () => {
    const delivery = new PartitionDelivery('t/0', () => [new Remembering('one', () => 'taken')], { source: 'participants', now: () => 0, waits: () => undefined, over: () => undefined });
    const messages = [{ offset: 0n, contract: event(1n, 1) }, { offset: 1n, contract: event(2n, 2) }];
    await expect(delivery.deliver({ from: 0n, to: 2n, messages })).rejects.toBeInstanceOf(EpochChanged);
  });
});
