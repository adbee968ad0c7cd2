import type { KeyObject } from 'node:crypto';
import type { KeyName } from '../key-ring.js';
import { TtlMap } from '../ttl-map.js';

export interface KnownKey extends KeyName {
  readonly id: string;
  readonly secret: KeyObject;
}

export interface KeyCacheOptions {
  /** Most keys held; the oldest leave first. */
  readonly max: number;
  /** Machine time in milliseconds that a key may be used without asking the store again; ≤ 60,000. */
  readonly ttlMs: number;
  /** Machine time in milliseconds. */
  readonly now: () => number;
}

interface Moment {
  readonly destructions: number;
  readonly at: number;
}

export const MAX_TTL_MS = 60_000;

/** Keys in memory, by id and by name, for at most a minute; what was destroyed here leaves it at once. */
export class KeyCache {
  private readonly byId: TtlMap<KnownKey>;
  private readonly byName: TtlMap<KnownKey>;
  private readonly destroyed: TtlMap<true>;
  private destructions = 0;
  private readonly now: () => number;

  constructor({ max, ttlMs, now }: KeyCacheOptions) {
    if (ttlMs > MAX_TTL_MS) throw new RangeError(`keys are cached at most ${MAX_TTL_MS} ms, not ${ttlMs}`);
    this.now = now;
    this.byId = new TtlMap(max, ttlMs, now);
    this.byName = new TtlMap(max, ttlMs, now);
    // A destroyed key never comes back.
    this.destroyed = new TtlMap(max, Infinity, now);
  }

  get(id: string): KnownKey | undefined {
    return this.byId.get(id);
  }

  find(name: KeyName): KnownKey | undefined {
    return this.byName.get(nameOf(name));
  }

  isDestroyed(id: string): boolean {
    return this.destroyed.get(id) === true;
  }

  /** To be taken before asking the store: what was asked before a destruction is not remembered after it. */
  moment(): Moment {
    return { destructions: this.destructions, at: this.now() };
  }

  remember(keys: readonly KnownKey[], askedAt: Moment): void {
    if (askedAt.destructions !== this.destructions) return;
    for (const key of keys) {
      this.byId.set(key.id, key, askedAt.at);
      this.byName.set(nameOf(key), key, askedAt.at);
    }
  }

  rememberDestroyed(ids: readonly string[]): void {
    for (const id of ids) {
      this.destroyed.set(id, true);
      const known = this.byId.get(id);
      this.byId.delete(id);
      if (known) this.byName.delete(nameOf(known));
    }
  }

  forget(matches: (key: KnownKey) => boolean): void {
    this.destructions++;
    this.byId.deleteWhere(matches);
    this.byName.deleteWhere(matches);
  }
}

export function nameOf(name: KeyName): string {
  return JSON.stringify([name.subject, name.class, name.scope]);
}
