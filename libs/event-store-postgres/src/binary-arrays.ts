/**
 * Arrays in Postgres's binary format. Written as text they would be quoted by us and unquoted by the server, which for
 * JSON in an array takes longer than the rest of an append.
 */
const TYPES = { text: 25, json: 114, int4: 23, int8: 20, uuid: 2950 } as const;
const HEADER_BYTES = 20;

export function textArray(items: readonly string[]): Buffer {
  return strings(TYPES.text, items);
}

/** @param items JSON texts. */
export function jsonArray(items: readonly string[]): Buffer {
  return strings(TYPES.json, items);
}

export function int4Array(items: readonly number[]): Buffer {
  return fixed(TYPES.int4, 4, items, (array, item, offset) => array.writeInt32BE(item, offset));
}

export function int8Array(items: readonly bigint[]): Buffer {
  return fixed(TYPES.int8, 8, items, (array, item, offset) => array.writeBigInt64BE(item, offset));
}

export function uuidArray(items: readonly string[]): Buffer {
  return fixed(TYPES.uuid, 16, items, (array, item, offset) => array.write(item.replaceAll('-', ''), offset, 'hex'));
}

function strings(type: number, items: readonly string[]): Buffer {
  const sizes = items.map((item) => Buffer.byteLength(item));
  const array = allocate(type, items.length, sizes.reduce((sum, size) => sum + size, 0));
  let offset = HEADER_BYTES;
  items.forEach((item, index) => {
    offset = array.writeInt32BE(sizes[index]!, offset);
    offset += array.write(item, offset);
  });
  return array;
}

function fixed<T>(
  type: number,
  size: number,
  items: readonly T[],
  write: (array: Buffer, item: T, offset: number) => void,
): Buffer {
  const array = allocate(type, items.length, items.length * size);
  let offset = HEADER_BYTES;
  for (const item of items) {
    offset = array.writeInt32BE(size, offset);
    write(array, item, offset);
    offset += size;
  }
  return array;
}

/** One dimension, no nulls, lower bound 1. */
function allocate(type: number, items: number, bytes: number): Buffer {
  const array = Buffer.allocUnsafe(HEADER_BYTES + 4 * items + bytes);
  [1, 0, type, items, 1].forEach((word, index) => array.writeInt32BE(word, index * 4));
  return array;
}
