import { createCipheriv, createDecipheriv, createHash, createSecretKey, type KeyObject } from 'node:crypto';
import { randomBytes } from '../random.js';

/** A master key wraps all others; its id is derived from it, so that the store says which one wrapped a key. */
export interface MasterKey {
  readonly id: string;
  readonly secret: KeyObject;
}

/** The current master key, and older ones that may still be needed until everything is wrapped anew. */
export interface MasterKeys {
  readonly current: MasterKey;
  readonly byId: ReadonlyMap<string, MasterKey>;
}

/** A wrapped secret as it is stored: nonce, ciphertext and tag, 60 bytes. */
export interface Wrapped {
  readonly masterKey: string;
  readonly box: Buffer;
}

const NONCE = 12;
const TAG = 16;

/** @param current 32 bytes, as each of the older ones. @throws RangeError otherwise. */
export function masterKeys(current: Buffer, older: readonly Buffer[] = []): MasterKeys {
  const keys = [current, ...older].map((secret) => {
    if (secret.length !== 32) throw new RangeError(`a master key has 32 bytes, not ${secret.length}`);
    const id = createHash('sha256').update('flipside master key id').update(secret).digest('hex').slice(0, 12);
    return { id, secret: createSecretKey(secret) };
  });
  return { current: keys[0]!, byId: new Map(keys.map((key) => [key.id, key])) };
}

/** @param context what the secret is, bound to the box: a row copied over another one does not open. */
export function wrap(keys: MasterKeys, secret: Buffer, context: string): Wrapped {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', keys.current.secret, nonce).setAAD(Buffer.from(context));
  const box = Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  return { masterKey: keys.current.id, box };
}

/** @throws Error when the master key is not configured, or the box was tampered with. */
export function unwrap(keys: MasterKeys, { masterKey, box }: Wrapped, context: string): Buffer {
  const key = keys.byId.get(masterKey);
  if (!key) throw new Error(`The key store was wrapped by master key ${masterKey}, which is not configured.`);
  const decipher = createDecipheriv('aes-256-gcm', key.secret, box.subarray(0, NONCE)).setAAD(Buffer.from(context));
  decipher.setAuthTag(box.subarray(box.length - TAG));
  return Buffer.concat([decipher.update(box.subarray(NONCE, box.length - TAG)), decipher.final()]);
}
