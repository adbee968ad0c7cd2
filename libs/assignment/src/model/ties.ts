import type { Key } from '../problem.js';

/** A 32-bit number for each key: the tie-break depends on names, not on the order in which people are listed. */
export function hashKeys(keys: ArrayLike<Key> | undefined, length: number, seed: number): Int32Array {
  const hashes = new Int32Array(length);
  for (let k = 0; k < length; k++) hashes[k] = hashKey(keys === undefined ? k : keys[k]!, seed);
  return hashes;
}

/** FNV-1a over the UTF-16 units of the key's text, begun from the seed. */
export function hashKey(key: Key, seed: number): number {
  const text = String(key);
  let hash = (0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1)) | 0;
  for (let k = 0; k < text.length; k++) hash = Math.imul(hash ^ text.charCodeAt(k), 0x01000193);
  return hash;
}

/** The cost of a pair in the stage `ties`, 0 to 2³⁰ − 1: sums over a path of a million pairs stay whole in a double. */
export function tieCost(rowHash: number, columnHash: number): number {
  let hash = rowHash ^ Math.imul(columnHash, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 2;
}
