import type { KeyObject } from 'node:crypto';
import { DomainError } from '@flipside/event-sourcing';
import { KeysLost, type DataKey, type Destruction, type KeyName, type KeyRing } from '../key-ring.js';
import { coalesced } from './coalesced.js';
import { KeyCache, nameOf, type KeyCacheOptions, type KnownKey } from './key-cache.js';
import type { KeyTable } from './key-table.js';

/** Keys of a key table, remembered for up to a minute. */
export class PostgresKeyRing implements KeyRing {
  private readonly cache: KeyCache;
  private readonly create: (names: readonly KeyName[]) => Promise<readonly (KnownKey | 'erased' | 'destroyed')[]>;
  private readonly load: (ids: readonly string[]) => Promise<readonly (KnownKey | 'destroyed' | 'lost')[]>;

  /** @param lostKeys what to do about keys that are neither here nor destroyed. */
  constructor(
    private readonly table: KeyTable,
    cache: KeyCacheOptions,
    private readonly lostKeys: 'refuse' | 'as-destroyed',
  ) {
    this.cache = new KeyCache(cache);
    this.create = coalesced((names) => this.remembering(() => table.createOrFind(names)));
    this.load = coalesced((ids) => this.remembering(() => table.load(ids)));
  }

  async keysFor(names: readonly KeyName[]): Promise<readonly DataKey[]> {
    const known = new Map<string, KnownKey>();
    const missing = new Map<string, KeyName>();
    for (const name of names) {
      const key = this.cache.find(name);
      if (key) known.set(nameOf(name), key);
      else missing.set(nameOf(name), name);
    }
    if (missing.size > 0) {
      for (const key of await this.create([...missing.values()])) known.set(nameOf(usable(key)), usable(key));
    }
    return names.map((name) => known.get(nameOf(name))!);
  }

  async open(ids: readonly string[]): Promise<ReadonlyMap<string, KeyObject>> {
    const opened = new Map<string, KeyObject>();
    const missing = new Set<string>();
    for (const id of ids) {
      const key = this.cache.get(id);
      if (key) opened.set(id, key.secret);
      else if (!this.cache.isDestroyed(id)) missing.add(id);
    }
    if (missing.size > 0) for (const [id, key] of await this.openWithClass([...missing])) opened.set(id, key.secret);
    return opened;
  }

  async openWithClass(ids: readonly string[]): Promise<ReadonlyMap<string, KnownKey>> {
    if (ids.length === 0) return new Map();
    const loaded = await this.load(ids);
    const lost = ids.filter((_, index) => loaded[index] === 'lost');
    if (lost.length > 0 && this.lostKeys === 'refuse') throw new KeysLost(lost);
    this.cache.rememberDestroyed(ids.filter((_, index) => loaded[index] === 'destroyed'));
    return new Map(loaded.filter((key) => typeof key !== 'string').map((key) => [key.id, key]));
  }

  async destroyScope(subject: string, dataClass: string, scope: string): Promise<void> {
    await this.replayErasures([{ subject, class: dataClass, scope }]);
  }

  async destroyClass(subject: string, dataClass: string): Promise<void> {
    await this.replayErasures([{ subject, class: dataClass }]);
  }

  async eraseSubject(subject: string): Promise<void> {
    await this.replayErasures([{ subject }]);
  }

  async replayErasures(destructions: readonly Destruction[]): Promise<void> {
    if (destructions.length === 0) return;
    await this.table.destroy(destructions);
    const bySubject = Map.groupBy(destructions, (destruction) => destruction.subject);
    this.cache.forget((key) => bySubject.get(key.subject)?.some((destruction) => covers(destruction, key)) ?? false);
  }

  private async remembering<V extends KnownKey | string>(ask: () => Promise<readonly V[]>): Promise<readonly V[]> {
    const askedAt = this.cache.moment();
    const found = await ask();
    this.cache.remember(found.filter((key): key is V & KnownKey => typeof key !== 'string'), askedAt);
    return found;
  }
}

function covers(destruction: Destruction, key: KeyName): boolean {
  if (destruction.class === undefined) return true;
  return destruction.class === key.class && (destruction.scope === undefined || destruction.scope === key.scope);
}

function usable(found: KnownKey | 'erased' | 'destroyed'): KnownKey {
  if (found === 'erased') throw new DomainError('subject-erased', 'This person was erased: nothing can be recorded about them.');
  if (found === 'destroyed') {
    throw new DomainError('key-destroyed', 'What this belongs to was deleted, or consent to it withdrawn: nothing can be added.');
  }
  return found;
}
