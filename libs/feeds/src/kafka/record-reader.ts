import type { KafkaMessage } from 'kafkajs';

/** Where the parts of a record are in the bytes that came: the client is patched to say so (see `patches/`). */
export interface ReadRecord {
  readonly bytes: Buffer;
  readonly valueAt: number;
  /** Negative where there is none. */
  readonly valueLength: number;
  readonly headersAt: number;
}

/** @throws Error where the client is not patched. */
export function recordOf(message: KafkaMessage): ReadRecord {
  const record = message as Partial<ReadRecord>;
  if (record.headersAt === undefined) throw new Error('kafkajs is not patched as patches/ says: run npm ci');
  return record as ReadRecord;
}

export function valueOf({ bytes, valueAt, valueLength }: ReadRecord): string | undefined {
  return valueLength < 0 ? undefined : bytes.toString('utf8', valueAt, valueAt + valueLength);
}

/** Reads the headers that somebody wants, the first of a name, and makes nothing of the others: neither a buffer nor a name. */
export class HeaderReader<Name extends string> {
  /** By the length of the name, for most differ in that. */
  private readonly wanted: (readonly { readonly name: Name; readonly bytes: Buffer }[] | undefined)[] = [];

  constructor(names: readonly Name[]) {
    for (const name of names) {
      const bytes = Buffer.from(name);
      this.wanted[bytes.length] = [...(this.wanted[bytes.length] ?? []), { name, bytes }];
    }
  }

  read({ bytes, headersAt }: ReadRecord): { readonly [N in Name]?: string } {
    const found: { [N in Name]?: string } = {};
    const cursor = new Cursor(bytes, headersAt);
    for (let left = cursor.number(); left > 0; left--) {
      const name = this.nameAt(bytes, cursor);
      const length = cursor.number();
      if (length < 0) continue;
      const end = cursor.at + length;
      if (name !== undefined && found[name] === undefined) found[name] = bytes.toString('utf8', cursor.at, end);
      cursor.at = end;
    }
    return found;
  }

  private nameAt(bytes: Buffer, cursor: Cursor): Name | undefined {
    const length = cursor.number();
    const { at } = cursor;
    cursor.at += length;
    return this.wanted[length]?.find((one) => isAt(bytes, at, one.bytes))?.name;
  }
}

/** From the end, for many begin alike. */
function isAt(bytes: Buffer, at: number, wanted: Buffer): boolean {
  for (let i = wanted.length - 1; i >= 0; i--) if (bytes[at + i] !== wanted[i]) return false;
  return true;
}

class Cursor {
  constructor(
    private readonly bytes: Buffer,
    public at: number,
  ) {}

  /** As Kafka writes lengths: zigzag, and seven bits a byte. */
  number(): number {
    let value = 0;
    let shift = 0;
    let byte: number;
    do {
      byte = this.bytes[this.at++]!;
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte >= 128);
    return (value >>> 1) ^ -(value & 1);
  }
}
