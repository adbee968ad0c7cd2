/**
 * The tie-break's definition, written a second time for the checker: an FNV-1a hash of the key's text for each side, then
 * a mix of both, 30 bits. In BigInt arithmetic modulo 2³², slow and plain.
 */
const mod = (value: bigint): bigint => BigInt.asUintN(32, value);

export function keyHash(key: string | number, seed: number): bigint {
  let hash = mod(0x811c9dc5n ^ mod(BigInt(seed) * 0x9e3779b1n));
  const text = String(key);
  for (let k = 0; k < text.length; k++) hash = mod((hash ^ BigInt(text.charCodeAt(k))) * 0x01000193n);
  return hash;
}

export function tieOf(row: bigint, column: bigint): number {
  let hash = mod(row ^ mod(column * 0x9e3779b1n));
  hash = mod((hash ^ (hash >> 16n)) * 0x85ebca6bn);
  hash = mod((hash ^ (hash >> 13n)) * 0xc2b2ae35n);
  return Number((hash ^ (hash >> 16n)) >> 2n);
}
