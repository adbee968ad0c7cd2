/**
 * Arrays in Postgres's binary format. Written as text they would be quoted by us and unquoted by the server, which for
 * JSON in an array takes longer than the rest of an append.
 */
const TYPES = { text: 25, json: 114, int4: 23, int8: 20, uuid: 2950 } as const;
const HEADER_BYTES = 20;

/**
 * Where the arrays of one call are written, one after the other. The next call writes over them: memory outside the heap that
 * is allocated for every call anew keeps the collector busy. It stays as large as the largest call made it.
 */
export class Room {
  #bytes = Buffer.allocUnsafeSlow(64 * 1024);
  #used = 0;

  /** What was taken may be written over from now on. */
  clear(): void {
    this.#used = 0;
  }

  take(size: number): Buffer {
    if (this.#used + size > this.#bytes.length) {
      this.#bytes = Buffer.allocUnsafeSlow(Math.max(size, this.#bytes.length * 2)); // who took of the other still holds that
      this.#used = 0;
    }
    return this.#bytes.subarray(this.#used, (this.#used += size));
  }
}

export function textArray(room: Room, items: readonly string[]): Buffer {
  return strings(room, TYPES.text, items);
}

/** @param items JSON texts. */
export function jsonArray(room: Room, items: readonly string[]): Buffer {
  return strings(room, TYPES.json, items);
}

export function int4Array(room: Room, items: readonly number[]): Buffer {
  return fixed(room, TYPES.int4, 4, items, (array, item, offset) => array.writeInt32BE(item, offset));
}

export function int8Array(room: Room, items: readonly bigint[]): Buffer {
  return fixed(room, TYPES.int8, 8, items, (array, item, offset) => array.writeBigInt64BE(item, offset));
}

export function uuidArray(room: Room, items: readonly string[]): Buffer {
  return fixed(room, TYPES.uuid, 16, items, (array, item, offset) => array.write(item.replaceAll('-', ''), offset, 'hex'));
}

function strings(room: Room, type: number, items: readonly string[]): Buffer {
  const sizes = items.map((item) => Buffer.byteLength(item));
  const array = allocate(room, type, items.length, sizes.reduce((sum, size) => sum + size, 0));
  let offset = HEADER_BYTES;
  items.forEach((item, index) => {
    offset = array.writeInt32BE(sizes[index]!, offset);
    offset += array.write(item, offset);
  });
  return array;
}

function fixed<T>(
  room: Room,
  type: number,
  size: number,
  items: readonly T[],
  write: (array: Buffer, item: T, offset: number) => void,
): Buffer {
  const array = allocate(room, type, items.length, items.length * size);
  let offset = HEADER_BYTES;
  for (const item of items) {
    offset = array.writeInt32BE(size, offset);
    write(array, item, offset);
    offset += size;
  }
  return array;
}

/** One dimension, no nulls, lower bound 1. */
function allocate(room: Room, type: number, items: number, bytes: number): Buffer {
  const array = room.take(HEADER_BYTES + 4 * items + bytes);
  [1, 0, type, items, 1].forEach((word, index) => array.writeInt32BE(word, index * 4));
  return array;
}
