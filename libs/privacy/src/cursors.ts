import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { DomainError } from '@flipside/event-sourcing';
import { canonicalJson } from './canonical-json.js';

/** Cursors of pages and feeds: a client can neither read nor change them, nor use one where it was not made for. */
export interface Cursors {
  /** Base64url; the same for the same purpose and value, so that a page repeats byte for byte. */
  sign(purpose: string, value: unknown): string;
  /** @throws DomainError `cursor-invalid` for anything that `sign` did not make for this purpose. */
  verify<T>(purpose: string, cursor: string): T;
}

const NONCE = 12;
const TAG = 16;

/**
 * Sealed rather than only signed, since a cursor stands in URLs and so in access logs, and may hold a name that a list is
 * sorted by. The nonce is a keyed hash of what is sealed: no two values share one.
 *
 * @param root at least 32 bytes, the same in all replicas.
 */
export function createCursors(root: Buffer): Cursors {
  const forNonce = derived(root, 'nonce');
  const forBox = derived(root, 'box');
  return {
    sign(purpose, value) {
      const text = canonicalJson(value);
      const nonce = createHmac('sha256', forNonce).update(JSON.stringify([purpose, text])).digest().subarray(0, NONCE);
      const cipher = createCipheriv('aes-256-gcm', forBox, nonce).setAAD(Buffer.from(purpose));
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
    },
    verify<T>(purpose: string, cursor: string) {
      try {
        return JSON.parse(open(forBox, purpose, cursor)) as T;
      } catch {
        throw new DomainError('cursor-invalid', 'This cursor was not given out for this list: start again without one.');
      }
    },
  };
}

function derived(root: Buffer, use: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', root, '', `flipside cursor ${use}`, 32)));
}

function open(key: KeyObject, purpose: string, cursor: string): string {
  const bytes = Buffer.from(cursor, 'base64url');
  // Otherwise characters that base64url skips, or unused last bits, would make many cursors of one.
  if (bytes.toString('base64url') !== cursor) throw new RangeError('not base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE)).setAAD(Buffer.from(purpose));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG));
  return decipher.update(bytes.subarray(NONCE, bytes.length - TAG), undefined, 'utf8') + decipher.final('utf8');
}
