/** The same array if it has room for `length` entries, else a copy with at least half as much room again, the rest `fill`. */
export function grownTo<T extends Int32Array | Float64Array>(array: T, length: number, fill = 0): T {
  if (array.length >= length) return array;
  const grown = new (array.constructor as new (size: number) => T)(Math.max(length, array.length + (array.length >> 1) + 16));
  grown.set(array as never);
  grown.fill(fill, array.length);
  return grown;
}
