import { generateKeySync, randomUUID } from 'node:crypto';
import { DomainError } from '@flipside/event-sourcing';
import { KeysLost, type DataKey, type Destruction, type KeyName, type KeyRing } from './key-ring.js';

interface Kept extends KeyName, DataKey {}

/** A key ring for specs alone, as it forgets: it passes the same suite as the one on Postgres. Not part of the index. */
export function memoryKeyRing(): KeyRing {
  const kept = new Map<string, Kept>();
  const closed = new Set<string>();
  const destroyedIds = new Set<string>();
  const erased = new Set<string>();
  const nameOf = ({ subject, class: dataClass, scope }: KeyName): string => JSON.stringify([subject, dataClass, scope]);

  const keyFor = (name: KeyName): DataKey => {
    if (erased.has(name.subject)) throw new DomainError('subject-erased', 'This person was erased.');
    if (closed.has(nameOf(name))) throw new DomainError('key-destroyed', 'This key was destroyed.');
    const known = kept.get(nameOf(name));
    if (known) return known;
    const { subject, class: dataClass, scope } = name;
    const made = { subject, class: dataClass, scope, id: randomUUID(), secret: generateKeySync('hmac', { length: 256 }) };
    kept.set(nameOf(name), made);
    return made;
  };

  const destroy = (destruction: Destruction): void => {
    const { subject, class: dataClass, scope } = destruction;
    if (dataClass === undefined) erased.add(subject);
    else if (scope !== undefined) closed.add(nameOf({ subject, class: dataClass, scope }));
    for (const [name, key] of kept) {
      if (!isCovered(key, destruction)) continue;
      kept.delete(name);
      closed.add(name);
      destroyedIds.add(key.id);
    }
  };

  const openWithClass = async (ids: readonly string[]): Promise<ReadonlyMap<string, Kept>> => {
    const byId = new Map([...kept.values()].map((key) => [key.id, key]));
    const lost = ids.filter((id) => !byId.has(id) && !destroyedIds.has(id));
    if (lost.length > 0) throw new KeysLost(lost);
    return new Map(ids.flatMap((id) => (byId.has(id) ? [[id, byId.get(id)!] as const] : [])));
  };

  return {
    keysFor: async (names) => names.map(keyFor),
    openWithClass,
    open: async (ids) => new Map([...(await openWithClass(ids))].map(([id, key]) => [id, key.secret])),
    destroyScope: async (subject, dataClass, scope) => destroy({ subject, class: dataClass, scope }),
    destroyClass: async (subject, dataClass) => destroy({ subject, class: dataClass }),
    eraseSubject: async (subject) => destroy({ subject }),
    replayErasures: async (destructions) => destructions.forEach(destroy),
  };
}

function isCovered(key: KeyName, { subject, class: dataClass = key.class, scope = key.scope }: Destruction): boolean {
  return key.subject === subject && key.class === dataClass && key.scope === scope;
}
