import { grants, type DataClass, type ServiceName } from '@flipside/contracts';
import type { KeyRing } from '../key-ring.js';

/** What an owner answers about one of its keys: 32 bytes, not granted to who asks, or destroyed. */
export type ReleasedKey = Buffer | 'refused' | 'gone';

/** Answers about every id that was asked for. */
export type ReleasedKeys = ReadonlyMap<string, ReleasedKey>;

/** The most ids in one request. */
export const MAX_RELEASED = 2_000;

/**
 * Hands keys to a service that asks for them, by the grants of their class. The caller has to have made sure who asks.
 * @throws KeysLost for an id that was never a key of this ring. @throws RangeError for more than MAX_RELEASED ids.
 */
export async function releaseKeys(ring: Pick<KeyRing, 'openWithClass'>, to: ServiceName, ids: readonly string[]): Promise<ReleasedKeys> {
  if (ids.length > MAX_RELEASED) throw new RangeError(`at most ${MAX_RELEASED} keys at once, not ${ids.length}`);
  const keys = await ring.openWithClass(ids);
  return new Map(ids.map((id): [string, ReleasedKey] => {
    const key = keys.get(id);
    if (!key) return [id, 'gone'];
    return [id, isGranted(key.class, to) ? key.secret.export() : 'refused'];
  }));
}

/** As it travels: base64, `refused` or `gone` by id. */
export function releasedToJson(released: ReleasedKeys): Readonly<Record<string, string>> {
  return Object.fromEntries([...released].map(([id, key]) => [id, typeof key === 'string' ? key : key.toString('base64')]));
}

/** The inverse of releasedToJson. @throws RangeError for what is no answer. */
export function releasedFromJson(json: Readonly<Record<string, string>>): ReleasedKeys {
  return new Map(Object.entries(json).map(([id, text]): [string, ReleasedKey] => {
    if (text === 'refused' || text === 'gone') return [id, text];
    const key = Buffer.from(String(text), 'base64');
    if (key.length !== 32) throw new RangeError('a released key has 32 bytes');
    return [id, key];
  }));
}

function isGranted(dataClass: string, to: ServiceName): boolean {
  return Object.hasOwn(grants, dataClass) && grants[dataClass as DataClass].includes(to);
}
