import { hash } from 'node:crypto';

/** Namespace of every id that Flipside derives; never changed, or repeated commands would count as new. */
const NAMESPACE = Buffer.from('5f0c6b1e2f2b5b0e9b0c0f1d8a3e7c11', 'hex');

/** A UUID that is the same for the same parts (RFC 9562, version 5). Parts are told apart whatever they contain. */
export function deriveId(...parts: readonly (string | number)[]): string {
  const hex = hash('sha1', Buffer.concat([NAMESPACE, Buffer.from(JSON.stringify(parts))]), 'hex');
  const variant = ((parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
