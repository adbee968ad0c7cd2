import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** Hashes that nobody can compute or try out who does not hold the secret. One purpose tells nothing about another. */
export interface KeyedHash {
  /** HMAC-SHA-256 in 64 hex digits of any number of parts, told apart whatever they contain. */
  hash(purpose: string, ...parts: readonly (string | number)[]): string;
  /** The same as a UUID (RFC 9562, version 8), for ids that must not be guessed from what they are made of. */
  id(purpose: string, ...parts: readonly (string | number)[]): string;
  /** A 32-byte secret of its own for a purpose. */
  secret(purpose: string): Buffer;
}

/** @param root 32 bytes that never change: what was hashed can't be hashed again under another. */
export function keyedHash(root: Buffer): KeyedHash {
  const secrets = new Map<string, KeyObject>();
  const secret = (purpose: string): KeyObject => {
    const known = secrets.get(purpose);
    if (known) return known;
    const derived = createSecretKey(Buffer.from(hkdfSync('sha256', root, '', `flipside ${purpose}`, 32)));
    secrets.set(purpose, derived);
    return derived;
  };
  const hash = (purpose: string, ...parts: readonly (string | number)[]): string =>
    createHmac('sha256', secret(purpose)).update(JSON.stringify(parts)).digest('hex');
  return { hash, secret: (purpose) => secret(purpose).export(), id: (purpose, ...parts) => uuidOf(hash(purpose, ...parts)) };
}

function uuidOf(hex: string): string {
  const variant = ((parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, variant + hex.slice(17, 20), hex.slice(20, 32)].join('-');
}
