import { Together } from './together.js';

describe('work done together', () => {
  /** Turns that end when they are told to. */
  function turns(most: number, result = (n: number): boolean => n > 0) {
    const under: { readonly all: readonly number[]; readonly end: (error?: Error) => void }[] = [];
    const work = (all: readonly number[]): Promise<readonly boolean[]> =>
      new Promise((resolve, reject) => under.push({ all, end: (error) => (error ? reject(error) : resolve(all.map(result))) }));
    return { under, together: new Together<number>(work, most) };
  }

  const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('takes who comes at once into one turn', async () => {
    const { under, together } = turns(100);
    const all = [1, 2].map((n) => together.do(n, 10));
    await Promise.resolve();
    all.push(together.do(3, 10));
    await soon();
    expect(under.map((turn) => turn.all)).toEqual([[1, 2, 3]]);
    under[0]!.end();
    expect(await Promise.all(all)).toEqual([true, true, true]);
  });

  it('takes who comes while something is under way into one turn, and answers each', async () => {
    const { under, together } = turns(100);
    const first = together.do(1, 10);
    await soon();
    const others = [2, -3, 4].map((n) => together.do(n, 10));
    expect(under.map(({ all }) => all)).toEqual([[1]]);
    under[0]!.end();
    expect(await first).toBe(true);
    await Promise.resolve();
    expect(under[1]!.all).toEqual([2, -3, 4]);
    under[1]!.end();
    expect(await Promise.all(others)).toEqual([true, false, true]);
  });

  it('keeps a turn within its size, but for one that is larger by itself', async () => {
    const { under, together } = turns(25);
    const all = [1, 2, 3, 4].map((n) => together.do(n, n === 1 ? 99 : 10));
    const seen: (readonly number[])[] = [];
    await soon();
    while (seen.flat().length < 4) {
      const turn = under.at(-1)!;
      seen.push(turn.all);
      turn.end();
      await soon();
    }
    await Promise.all(all);
    expect(seen).toEqual([[1], [2, 3], [4]]);
  });

  it('tells a failure to all of its turn, and goes on with the next', async () => {
    const { under, together } = turns(100);
    const first = together.do(1, 1);
    await soon();
    const others = [together.do(2, 1), together.do(3, 1)];
    under[0]!.end(new Error('away'));
    await expect(first).rejects.toThrow('away');
    await soon();
    under[1]!.end();
    expect(await Promise.all(others)).toEqual([true, true]);
  });
});
