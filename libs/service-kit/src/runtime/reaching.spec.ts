import { setImmediate } from 'node:timers/promises';
import type { Position } from '@flipside/event-sourcing';
import { isTransient, type TransientFault } from '@flipside/feeds';
import { PositionWaiter } from '@flipside/read-models';
import type { AnyReadModel } from './consumers.js';
import { Reaching } from './reaching.js';

describe('a policy that needs what read models have not got yet', () => {
  const standing = new Map<string, Position>();
  const nothingStored = { query: async () => ({ rows: [] }) };
  const waiter = new PositionWaiter(nothingStored as never, { at: (consumer: string) => standing.get(consumer) });
  const readModels = ['known-people', 'known-programmes'].map((name) => ({ projection: { name, feeds: [{ source: 'participants' }] } }) as unknown as AnyReadModel);
  const moves = (consumer: string, n: bigint): void => {
    standing.set(consumer, { epoch: 1, n });
    waiter.moved();
  };

  it('is told at once when they have, and that its fault is one that passes', async () => {
    let asked = 0;
    const reaching = new Reaching({ service: 'matching', readModels, waiter, refresh: async () => void asked++ });
    const fault = await reaching.reached('participants', { epoch: 1, n: 7n }, 0).then(() => undefined, (error: unknown) => error as TransientFault);
    expect(isTransient(fault)).toBe(true);
    const state = (): Promise<string> => Promise.race([fault!.over!.then(() => 'over'), setImmediate('not yet')]);
    expect(await state()).toBe('not yet');
    moves('known-people', 9n);
    expect(await state()).toBe('not yet');
    moves('known-programmes', 7n);
    expect(await state()).toBe('over');
    expect(asked).toBeGreaterThan(0);
    await reaching.reached('participants', { epoch: 1, n: 7n }, 0);
  });
});
