import fc from 'fast-check';
import { RateLimiter } from './rate-limiter.js';

describe('a rate limit', () => {
  it('lets a quarter through at once and then one by one, and says how long to wait', () => {
    const limiter = new RateLimiter(60);
    const at = (now: number): number => limiter.take('ada', now);
    for (let n = 0; n < 15; n++) expect(at(0)).toBe(0);
    expect(at(0)).toBe(1);
    expect(at(999)).toBe(1);
    expect(at(1_000)).toBe(0);
    expect(at(1_000)).toBe(1);
  });

  it('counts each key alone', () => {
    const limiter = new RateLimiter(4);
    expect([limiter.take('ada', 0), limiter.take('ada', 0), limiter.take('bob', 0)]).toEqual([0, 15, 0]);
  });

  it('never lets more through than the rate and one burst, whatever the arrivals', () => {
    const arrivals = fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 300 });
    fc.assert(fc.property(fc.integer({ min: 1, max: 600 }), arrivals, (perMinute, gaps) => {
      const limiter = new RateLimiter(perMinute);
      let now = 0;
      let passed = 0;
      for (const gap of gaps) {
        now += gap;
        if (limiter.take('ada', now) === 0) passed++;
      }
      expect(passed).toBeLessThanOrEqual(Math.max(1, Math.floor(perMinute / 4)) + (now * perMinute) / 60_000 + 1e-6);
    }));
  });

  it('lets one go on after the wait that it named', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 400 }), (perMinute, tries) => {
      const limiter = new RateLimiter(perMinute);
      for (let n = 0; n < tries; n++) limiter.take('ada', 0);
      const wait = limiter.take('ada', 0);
      if (wait > 0) expect(limiter.take('ada', wait * 1_000)).toBe(0);
    }));
  });

  it('keeps a bounded number of keys', () => {
    const limiter = new RateLimiter(60);
    for (let n = 0; n < 250_000; n++) limiter.take(`caller ${n}`, 0);
    expect((limiter as unknown as { wholeAt: Map<string, number> }).wholeAt.size).toBeLessThanOrEqual(100_000);
  });
});
