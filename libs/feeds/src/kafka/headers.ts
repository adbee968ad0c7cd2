/**
 * Headers as Kafka's records hold them: how many, then the name and the value of each, each behind its length. kafkajs takes and
 * gives an object, which costs two buffers and a text for each header, and most of what a message costs: so our patch of it takes
 * and gives these bytes as well.
 */

/** One and the same reader or writer is used for message after message. Fewer than 64 headers: their count is one byte. */
const START = 1;
const MOST_OF_LENGTH = 5;

/** A name behind its length. */
export function headerName(name: string): Buffer {
  return behindLength(name);
}

/** Headers that many messages have alike. */
export class CommonHeaders {
  readonly count: number;
  readonly bytes: Buffer;

  constructor(headers: Readonly<Record<string, string>>) {
    this.count = Object.keys(headers).length;
    this.bytes = Buffer.concat(Object.entries(headers).flat().map(behindLength));
  }
}

export class HeaderWriter {
  private bytes = Buffer.allocUnsafe(1_024);
  private end = START;
  private count = 0;

  begin({ count, bytes }: CommonHeaders): this {
    this.count = count;
    this.end = START;
    return this.copy(bytes);
  }

  add(name: Buffer, value: string): this {
    const length = Buffer.byteLength(value);
    this.copy(name).reserve(MOST_OF_LENGTH + length);
    this.end = writeLength(this.bytes, this.end, length);
    this.end += this.bytes.write(value, this.end);
    this.count++;
    return this;
  }

  /** @returns bytes of their own. */
  done(): Buffer {
    writeLength(this.bytes, 0, this.count);
    const all = Buffer.allocUnsafe(this.end);
    this.bytes.copy(all, 0, 0, this.end);
    return all;
  }

  private copy(bytes: Buffer): this {
    this.reserve(bytes.length);
    this.end += bytes.copy(this.bytes, this.end);
    return this;
  }

  private reserve(more: number): void {
    if (this.end + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe((this.end + more) * 2);
    this.bytes.copy(larger, 0, 0, this.end);
    this.bytes = larger;
  }
}

/** Finds some headers by their names; names that stand where they stood in the message before are not looked up again. */
export class HeaderReader {
  private bytes: Buffer = Buffer.alloc(0);
  private at = 0;
  private readonly starts: number[];
  private readonly ends: number[];
  private readonly before: { readonly name: Buffer; readonly wanted: number }[] = [];

  constructor(private readonly names: readonly string[]) {
    this.starts = names.map(() => 0);
    this.ends = names.map(() => 0);
  }

  /** @throws RangeError where these are no headers. */
  read(bytes: Buffer): void {
    this.bytes = bytes;
    this.at = 0;
    this.starts.fill(-1);
    const count = this.length();
    for (let nth = 0; nth < count; nth++) {
      const wanted = this.wanted(nth);
      const length = this.length();
      if (wanted >= 0 && length >= 0 && this.starts[wanted] === -1) {
        this.starts[wanted] = this.at;
        this.ends[wanted] = this.at + length;
      }
      this.skip(Math.max(length, 0));
    }
  }

  /** Of a name by its index; undefined where the message has none. */
  text(wanted: number): string | undefined {
    const start = this.starts[wanted]!;
    return start < 0 ? undefined : textOf(this.bytes, start, this.ends[wanted]!);
  }

  private wanted(nth: number): number {
    const length = this.length();
    const start = this.at;
    this.skip(length);
    const known = this.before[nth];
    if (known?.name.length === length && isAt(this.bytes, start, known.name)) return known.wanted;
    const name = Buffer.from(this.bytes.subarray(start, this.at));
    const wanted = this.names.indexOf(name.toString());
    this.before[nth] = { name, wanted };
    return wanted;
  }

  private skip(length: number): void {
    this.at += length;
    if (length < 0 || this.at > this.bytes.length) throw new RangeError('no headers');
  }

  private length(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      if (byte === undefined || shift > 28) throw new RangeError('no headers');
      value |= (byte & 127) << shift;
      if (byte < 128) return (value >>> 1) ^ -(value & 1);
    }
  }
}

/** Latin 1 is read three times as fast, and is the same where all is ASCII. */
export function textOf(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('latin1', start, end);
  return /[\x80-\xff]/.test(text) ? bytes.toString('utf8', start, end) : text;
}

function isAt(bytes: Buffer, start: number, wanted: Buffer): boolean {
  for (let i = 0; i < wanted.length; i++) if (bytes[start + i] !== wanted[i]) return false;
  return true;
}

function behindLength(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const bytes = Buffer.allocUnsafe(MOST_OF_LENGTH + length);
  const start = writeLength(bytes, 0, length);
  return bytes.subarray(0, start + bytes.write(text, start));
}

/** As Kafka writes whole numbers, negative ones in turns with the others. @returns where it ends. */
function writeLength(bytes: Buffer, start: number, length: number): number {
  let [at, left] = [start, length * 2];
  for (; left >= 128; left >>>= 7) bytes[at++] = (left & 127) | 128;
  bytes[at++] = left;
  return at;
}
