import { createCipheriv, createSecretKey, hash, hkdfSync, randomBytes, type Cipheriv } from 'node:crypto';
import type { Contract, ServiceName } from '@flipside/contracts';
import { textOf } from './headers.js';

/** Where an event stands in its owner's log and in its stream, and what it came from. */
export type Whereabouts = Pick<Contract, 'position' | 'revision' | 'correlationId' | 'traceparent'>;

/** Writes whereabouts so that our own services read them and nobody else. */
export interface Hiding {
  /** Of what is told together in one partition, in that order. Texts, always of one length, each to be read by itself. */
  hide(all: readonly Whereabouts[]): readonly string[];
  /** @throws Error for anything that `hide` did not make under this key. */
  find(hidden: string): Whereabouts;
}

/** How a reader gets the hiding of a service whose topics it reads. @throws TransientFault while the owner is away. */
export type HidingOf = (service: ServiceName) => Promise<Hiding>;

const KEY = 32;
const NONCE = 12;
const BLOCK = 16;
/** A check: 160 bits. */
const CHECK = 20;
/** Not all events have a trace, and one is longer than another: filled up to whole so many bytes, none shows. */
const FILLED_TO = 9 * BLOCK;
/** Position, revision, and the lengths of both texts. */
const FIXED = 24;
/** In place of a text's length. */
const NO_TEXT = 0xffff;
/** Texts that a reader gets ready for at once. */
const MOST_AHEAD = 64;

/**
 * A public topic is read by people who must not learn that somebody just now answered, rated, declined or left. A position
 * counts those events, a revision counts the other side's, a trace names what a public event came from: so they travel
 * encrypted. The key is the owner's, never the deployment's shared secret: what is told is kept for ever, and a secret that
 * is replaced some day would take the places of all of it along.
 *
 * AES-256-CTR: what is told together in a partition shares a random nonce and one pass of the cipher, and each says at which
 * block its own text begins, so that it is read from any offset on. Which messages those are is seen by their offsets anyway.
 * The check is SHA-256 of a key of its own and the text that it is for; all are of one length, so that it vouches for them.
 *
 * @param key 32 bytes that never change.
 */
export function createHiding(key: Buffer): Hiding {
  const secret = createSecretKey(key);
  const sheet = sheets(Buffer.from(hkdfSync('sha256', key, '', 'whereabouts: check', KEY)));
  const next = Buffer.alloc(BLOCK);
  let mask: Mask | undefined;
  return {
    hide(all) {
      const block = Buffer.alloc(BLOCK);
      randomBytes(NONCE).copy(block);
      const { bytes, lengths } = written(all);
      const encrypted = createCipheriv('aes-256-ctr', secret, block).update(bytes);
      const hidden = Buffer.allocUnsafe(encrypted.length + all.length * (BLOCK + CHECK));
      let [from, to] = [0, 0];
      for (const length of lengths) {
        const paper = sheet(length);
        block.copy(paper.block);
        encrypted.copy(paper.text, 0, from, (from += length));
        advance(block, length);
        to += paper.content.copy(hidden, to);
        to += hidden.write(paper.check(), to, 'latin1');
      }
      return inTexts(hidden.toString('base64url'), lengths);
    },
    find(hidden) {
      const length = (hidden.length / 4) * 3 - BLOCK - CHECK;
      if (length <= 0 || length % FILLED_TO > 0) throw new RangeError('no whereabouts');
      const paper = sheet(length);
      if (!paper.fill(hidden)) throw new RangeError('no whereabouts of this service');
      if (!mask || !next.equals(paper.block)) {
        mask = new Mask(createCipheriv('aes-256-ctr', secret, paper.block));
        paper.block.copy(next);
      }
      advance(next, length);
      mask.lift(paper.text);
      return whereaboutsOf(paper.text);
    },
  };
}

/** What a message says, as bytes between the key of its check and the check: a sheet that is used again and again. */
class Sheet {
  readonly block: Buffer;
  readonly text: Buffer;
  readonly content: Buffer;
  private readonly checked: Buffer;
  private readonly all: Buffer;

  constructor(key: Buffer, length: number) {
    this.all = Buffer.concat([key], KEY + BLOCK + length + CHECK);
    this.checked = this.all.subarray(0, -CHECK);
    this.content = this.checked.subarray(KEY);
    this.block = this.content.subarray(0, BLOCK);
    this.text = this.content.subarray(BLOCK);
  }

  /** @returns whether it was all of it, with its check. */
  fill(hidden: string): boolean {
    return this.all.write(hidden, KEY, 'base64url') === this.all.length - KEY && this.all.toString('latin1', this.checked.length) === this.check();
  }

  check(): string {
    return hash('sha256', this.checked, 'binary').slice(0, CHECK);
  }
}

/** What the cipher adds from a block on. It is made ahead, for texts that were hidden together come one after the other. */
class Mask {
  private bytes = Buffer.alloc(0);
  private at = 0;
  private ahead = 1;

  constructor(private readonly cipher: Cipheriv) {}

  lift(text: Buffer): void {
    const { length } = text;
    if (this.bytes.length - this.at < length) {
      const more = this.cipher.update(Buffer.alloc(Math.max(length, this.ahead * FILLED_TO)));
      this.bytes = Buffer.concat([this.bytes.subarray(this.at), more]);
      this.at = 0;
      this.ahead = Math.min(this.ahead * 2, MOST_AHEAD);
    }
    for (let i = 0; i < length; i++) text[i]! ^= this.bytes[this.at + i]!;
    this.at += length;
  }
}

/** Nearly all texts are of one length. */
function sheets(key: Buffer): (length: number) => Sheet {
  let last = new Sheet(key, FILLED_TO);
  return (length) => (last.text.length === length ? last : (last = new Sheet(key, length)));
}

/** The counter of a block goes on by so many bytes. */
function advance(block: Buffer, bytes: number): void {
  block.writeUInt32BE(block.readUInt32BE(NONCE) + bytes / BLOCK, NONCE);
}

/** As many characters of base64 for each as its bytes come to: a multiple of three. */
function inTexts(all: string, lengths: readonly number[]): readonly string[] {
  let at = 0;
  return lengths.map((length) => all.slice(at, (at += ((BLOCK + length + CHECK) / 3) * 4)));
}

/** One after the other, each filled up. */
function written(all: readonly Whereabouts[]): { readonly bytes: Buffer; readonly lengths: readonly number[] } {
  const bytes = Buffer.alloc(all.reduce((sum, one) => sum + filled(mostOf(one)), 0));
  let start = 0;
  const lengths = all.map(({ position, revision, correlationId, traceparent }) => {
    bytes.writeUInt32BE(position.epoch, start);
    bytes.writeBigUInt64BE(position.n, start + 4);
    bytes.writeBigUInt64BE(revision, start + 12);
    const length = filled(writeText(bytes, writeText(bytes, start + 20, correlationId), traceparent) - start);
    start += length;
    return length;
  });
  return { bytes: bytes.subarray(0, start), lengths };
}

/** A character takes three bytes at most. */
function mostOf({ correlationId = '', traceparent = '' }: Whereabouts): number {
  return FIXED + 3 * (correlationId.length + traceparent.length);
}

function filled(length: number): number {
  return Math.ceil(length / FILLED_TO) * FILLED_TO;
}

function writeText(bytes: Buffer, at: number, text: string | undefined): number {
  const length = text === undefined ? 0 : bytes.write(text, at + 2);
  bytes.writeUInt16BE(text === undefined ? NO_TEXT : length, at);
  return at + 2 + length;
}

function whereaboutsOf(bytes: Buffer): Whereabouts {
  const correlation = bytes.readUInt16BE(20);
  const trace = correlation === NO_TEXT ? 22 : 22 + correlation;
  return {
    position: { epoch: bytes.readUInt32BE(), n: bytes.readBigUInt64BE(4) },
    revision: bytes.readBigUInt64BE(12),
    correlationId: readText(bytes, 22, correlation),
    traceparent: readText(bytes, trace + 2, bytes.readUInt16BE(trace)),
  };
}

function readText(bytes: Buffer, start: number, length: number): string | undefined {
  return length === NO_TEXT ? undefined : textOf(bytes, start, start + length);
}
