/** Records of one partition as they go over the wire, told together. See `patches/kafkajs+2.2.4.patch`. */
export interface Records {
  /** A part of what the writer holds: it means something until the writer begins anew. */
  readonly bytes: Buffer;
  readonly count: number;
  /** Milliseconds since 1970: of the first record, from which all others count, and the latest. */
  readonly firstTimestamp: number;
  readonly maxTimestamp: number;
}

export interface RecordHead {
  readonly key: string;
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** How many headers are written after it. */
  readonly headers: number;
}

const FIRST_ROOM = 256 * 1024;
/** The length before a record, of which most have between 64 bytes and 8 KB. */
const USUAL_PREFIX = 2;
/** A length takes five bytes at most, a character three. */
const LONGEST_LENGTH = 5;
const LONGEST_CHARACTER = 3;
/** Shorter texts are written faster here than by a call of the engine. */
const SHORT = 64;

/**
 * Writes records (of Kafka's record batch v2) one after the other into bytes that are used again and again: a buffer for each
 * header or message is most of what telling costs.
 */
export class RecordWriter {
  private bytes = Buffer.allocUnsafeSlow(FIRST_ROOM);
  private at = 0;
  private portion = { start: 0, count: 0, firstTimestamp: 0, maxTimestamp: 0 };

  /** What was written before may be overwritten from now on. */
  restart(): void {
    this.at = 0;
  }

  /** The records of another partition, or of another request. */
  beginPortion(): void {
    this.portion = { start: this.at, count: 0, firstTimestamp: 0, maxTimestamp: 0 };
  }

  endPortion(): Records {
    const { start, ...rest } = this.portion;
    return { ...rest, bytes: this.bytes.subarray(start, this.at) };
  }

  /** Bytes of the portion so far. */
  get size(): number {
    return this.at - this.portion.start;
  }

  /** @param headers writes as many as the head says, each a name and a value. */
  record({ key, value, timestamp, headers: count }: RecordHead, headers: () => void): void {
    const { portion } = this;
    if (portion.count === 0) portion.firstTimestamp = portion.maxTimestamp = timestamp;
    const prefix = this.at;
    this.room(USUAL_PREFIX + 1 + 3 * LONGEST_LENGTH);
    this.at += USUAL_PREFIX;
    this.bytes[this.at++] = 0; // no attributes are in use
    this.number(timestamp - portion.firstTimestamp);
    this.number(portion.count);
    this.text(key);
    this.text(value);
    this.room(LONGEST_LENGTH);
    this.number(count);
    headers();
    this.putLengthAt(prefix);
    portion.count++;
    portion.maxTimestamp = Math.max(portion.maxTimestamp, timestamp);
  }

  /** A length and that many bytes of UTF-8. */
  text(text: string): void {
    this.room(LONGEST_LENGTH + text.length * LONGEST_CHARACTER);
    if (text.length < SHORT && this.ascii(text)) return;
    const length = Buffer.byteLength(text);
    this.number(length);
    this.at += this.bytes.write(text, this.at, length);
  }

  /** What was written with `text` before. */
  written(bytes: Uint8Array): void {
    this.room(bytes.length);
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  /** @returns false, having written nothing, where a character takes more than one byte. */
  private ascii(text: string): boolean {
    const { bytes, at } = this;
    const { length } = text;
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) return false;
      bytes[at + 1 + i] = code;
    }
    bytes[at] = length * 2;
    this.at = at + 1 + length;
    return true;
  }

  /** A length precedes what it counts, and its own length depends on it. */
  private putLengthAt(prefix: number): void {
    const start = prefix + USUAL_PREFIX;
    const length = this.at - start;
    const needed = lengthOf(length);
    if (needed !== USUAL_PREFIX) {
      this.room(needed);
      this.bytes.copyWithin(prefix + needed, start, this.at);
    }
    this.at = prefix;
    this.number(length);
    this.at += length;
  }

  /** Zigzag and seven bits a byte; also for what 32 bits do not hold. */
  private number(value: number): void {
    let left = value < 0 ? -value * 2 - 1 : value * 2;
    for (; left >= 128; left = Math.floor(left / 128)) this.bytes[this.at++] = (left % 128) | 128;
    this.bytes[this.at++] = left;
  }

  private room(more: number): void {
    if (this.at + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.at + more));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }
}

function lengthOf(value: number): number {
  let bytes = 1;
  for (let left = value * 2; left >= 128; left = Math.floor(left / 128)) bytes++;
  return bytes;
}
