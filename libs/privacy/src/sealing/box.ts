import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { randomBytes } from '../random.js';

const NONCE = 12;
const TAG = 16;
const BLOCK = 64;
const SPACE = 0x20;

/** What was sealed does not open: it was changed, or belongs elsewhere. Never read as erased. */
export class SealBroken extends Error {}

/**
 * AES-256-GCM under each key in turn, the first innermost; nonce, ciphertext and tag in base64. The JSON is filled up with
 * spaces to whole blocks of 64 bytes, since its length would tell true from false and a word from none.
 *
 * @param context what the box belongs to; it does not open under another.
 */
export function seal(json: string, keys: readonly KeyObject[], context: Buffer): string {
  const text = Buffer.from(json);
  let box: Buffer = Buffer.concat([text], Math.ceil(text.length / BLOCK) * BLOCK).fill(SPACE, text.length);
  for (const key of keys) {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(context);
    box = Buffer.concat([nonce, cipher.update(box), cipher.final(), cipher.getAuthTag()]);
  }
  return box.toString('base64');
}

/** The inverse of `seal`, with the same keys in the same order. @throws SealBroken */
export function open(sealed: string, keys: readonly KeyObject[], context: Buffer): string {
  let box: Buffer = Buffer.from(sealed, 'base64');
  try {
    for (const key of keys.toReversed()) {
      const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, NONCE), { authTagLength: TAG }).setAAD(context);
      decipher.setAuthTag(box.subarray(box.length - TAG));
      const text = decipher.update(box.subarray(NONCE, box.length - TAG));
      decipher.final();
      box = text;
    }
  } catch (error) {
    throw new SealBroken('a sealed section does not open under its keys', { cause: error });
  }
  return box.toString('utf8');
}
