import { setImmediate } from 'node:timers/promises';
import { inTurns } from './in-turns.js';

describe('work in turns', () => {
  const items = Array.from({ length: 12 }, (_, n) => ({ n, of: `group ${n % 4}` }));
  const groupOf = ({ of }: { readonly of: string }): string => of;

  it('does groups side by side, so many at a time, and each in its order', async () => {
    const [done, under] = [[] as number[], new Set<string>()];
    let most = 0;
    await inTurns(items, groupOf, 3, async ({ n, of }) => {
      expect(under.has(of)).toBe(false);
      under.add(of);
      most = Math.max(most, under.size);
      await setImmediate();
      under.delete(of);
      done.push(n);
    });
    expect(most).toBe(3);
    for (const group of [0, 1, 2, 3]) expect(done.filter((n) => n % 4 === group)).toEqual([group, group + 4, group + 8]);
  });

  it('begins nothing more after a fault, and tells of it when all that had begun have ended', async () => {
    const [begun, ended] = [[] as number[], [] as number[]];
    const worked = inTurns(items, groupOf, 2, async ({ n }) => {
      begun.push(n);
      if (n === 0) throw new TypeError('broken');
      await setImmediate();
      ended.push(n);
    });
    await expect(worked).rejects.toThrow('broken');
    expect([begun, ended]).toEqual([[0, 1], [1]]);
  });
});
