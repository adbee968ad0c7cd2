import type { Position } from '@flipside/event-sourcing';
import { answered } from './answered.js';

const at = (n: number): Position => ({ epoch: 1, n: BigInt(n) });

describe('policies that have to answer a log', () => {
  it('are waited for as long as their answers move its head', async () => {
    const waited: bigint[] = [];
    let head = 3;
    await answered({
      head: async () => at(head),
      reached: async ({ n }) => {
        waited.push(n);
        if (head < 5) head++; // an answer of theirs
        return undefined;
      },
    });
    expect(waited).toEqual([3n, 4n, 5n]);
  });

  it('are not waited for in an empty log', async () => {
    await answered({ head: async () => ({ epoch: 1, n: 0n }), reached: async () => undefined });
  });

  it('are said to be behind when they do not get there', async () => {
    await expect(answered({ head: async () => at(9), reached: async () => at(4) })).rejects.toThrow('up to 1:4 of 1:9');
  });
});
