import { pooledRandom } from './random.js';

describe('random bytes from a pool', () => {
  it('are as many as asked for and never the same twice, across refills', () => {
    const random = pooledRandom();
    const all = Array.from({ length: 5_000 }, (_, n) => random(n % 3 === 0 ? 32 : 12));
    expect(all.every(({ length }, n) => length === (n % 3 === 0 ? 32 : 12))).toBe(true);
    expect(new Set(all.map((bytes) => bytes.toString('hex'))).size).toBe(5_000);
  });

  it('stay as they were handed out', () => {
    const random = pooledRandom();
    const first = random(32);
    const copy = Buffer.from(first);
    for (let n = 0; n < 1_000; n++) random(32);
    expect(first.equals(copy)).toBe(true);
    expect(first.every((byte) => byte === 0)).toBe(false);
  });
});
