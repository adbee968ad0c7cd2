/** Values that are known for a while: each for `ttlMs` from when it was asked for, at most `max`, the oldest leaving first. */
export class TtlMap<V> {
  private readonly entries = new Map<string, { readonly value: V; readonly until: number }>();

  /** @param now machine time in milliseconds. */
  constructor(
    private readonly max: number,
    private readonly ttlMs: number,
    private readonly now: () => number,
  ) {}

  get(key: string): V | undefined {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    if (entry.until > this.now()) return entry.value;
    this.entries.delete(key);
    return undefined;
  }

  set(key: string, value: V, askedAt = this.now()): void {
    this.entries.delete(key);
    this.entries.set(key, { value, until: askedAt + this.ttlMs });
    if (this.entries.size > this.max) this.dropOldest();
  }

  /** Many at once: finding the first of a map that lost many before it takes as long as they were. */
  private dropOldest(): void {
    let left = Math.ceil(this.max / 16);
    for (const key of this.entries.keys()) {
      if (left-- === 0) return;
      this.entries.delete(key);
    }
  }

  delete(key: string): void {
    this.entries.delete(key);
  }

  deleteWhere(matches: (value: V) => boolean): void {
    for (const [key, { value }] of this.entries) if (matches(value)) this.entries.delete(key);
  }
}
