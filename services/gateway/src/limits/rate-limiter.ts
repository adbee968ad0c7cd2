const MOST_KEYS = 100_000;

/**
 * Allows `perMinute` requests a minute for each key, a quarter of them at once. It keeps one number a key (the moment at
 * which the key's allowance is whole again), so that a request costs two look-ups. Machine time; each replica counts alone.
 */
export class RateLimiter {
  private readonly wholeAt = new Map<string, number>();
  private readonly each: number;
  private readonly burst: number;

  constructor(perMinute: number) {
    this.each = 60_000 / perMinute;
    this.burst = Math.max(1, Math.floor(perMinute / 4)) * this.each;
  }

  /** Takes one request. @returns 0 when it may go on, else the seconds to wait; a refused one costs nothing. */
  take(key: string, now: number): number {
    const wait = this.wait(key, now);
    if (wait === 0) this.spend(key, now);
    return wait;
  }

  /** Seconds until the next request of a key may go on; takes nothing. */
  wait(key: string, now: number): number {
    const excess = Math.max(this.wholeAt.get(key) ?? 0, now) + this.each - now - this.burst;
    return excess <= 1e-6 ? 0 : Math.ceil(excess / 1_000);
  }

  spend(key: string, now: number): void {
    const wholeAt = Math.max(this.wholeAt.get(key) ?? 0, now) + this.each;
    if (this.wholeAt.size >= MOST_KEYS && !this.wholeAt.has(key)) this.sweep(now);
    this.wholeAt.set(key, wholeAt);
  }

  /** Forgets keys whose allowance is whole; when that is not enough, the oldest ones, in their favour. */
  private sweep(now: number): void {
    for (const [key, wholeAt] of this.wholeAt) if (wholeAt <= now) this.wholeAt.delete(key);
    for (const key of this.wholeAt.keys()) {
      if (this.wholeAt.size < MOST_KEYS * 0.9) return;
      this.wholeAt.delete(key);
    }
  }
}
