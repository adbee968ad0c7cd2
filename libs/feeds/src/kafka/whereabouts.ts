import { createCipheriv, createSecretKey, hash, hkdfSync, randomBytes, type Cipheriv } from 'node:crypto';
import type { Contract, ServiceName } from '@flipside/contracts';
import { formatPosition, parsePosition } from '@flipside/event-sourcing';

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
/** One position is longer than another, and not all events have a trace: filled up to whole so many bytes, none shows. */
const FILLED_TO = 10 * BLOCK;
/** Texts that a reader gets ready for at once. */
const MOST_AHEAD = 64;
/** Characters of a check: 132 bits. */
const CHECK = 22;

/**
 * A public topic is read by people who must not learn that somebody just now answered, rated, declined or left. A position
 * counts those events, a revision counts the other side's, a trace names what a public event came from: so they travel
 * encrypted. The key is the owner's, never the deployment's shared secret: what is told is kept for ever, and a secret that
 * is replaced some day would take the places of all of it along.
 *
 * AES-256-CTR: what is told together in a partition shares a random nonce and one pass of the cipher, and each says at which
 * block its own text begins, so that it is read from any offset on. Which messages those are is seen by their offsets anyway.
 * A nonce is random with every call and kept nowhere: no restart, no batch told again and no relay that was fenced repeats one.
 * Of 2^32 calls any two have the same with a chance of 2^-33; a call has room for 4 * 10^8 texts.
 *
 * The check is SHA-256 of a key of its own, the block and what was encrypted. That it is cut to 132 of 256 bits leaves nothing
 * to go on from to a longer text, so it need not be an HMAC. It vouches for a text, not for the message around it: who may
 * write to the topic could put it elsewhere. AES-256-GCM for each message would be simpler and takes 4.5 µs to hide and 4.4
 * to find, beside 2.0 and 2.8 for ten told together, 1.2 and 1.6 for a hundred.
 *
 * Not hidden is when a message came: the brokers note at the end of each transaction what their clock says, and keep it, also
 * where `ce_time` is a day. Nor which messages were told together. While a relay catches up, a transaction takes at most 2,000
 * positions: how many public messages are in it tells roughly how many others were among them.
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
      const texts = all.map(written);
      const encrypted = createCipheriv('aes-256-ctr', secret, block).update(texts.join(''));
      let at = 0;
      return texts.map((text) => {
        const length = Buffer.byteLength(text);
        const paper = sheet(length);
        block.copy(paper.block);
        encrypted.copy(paper.text, 0, at, (at += length));
        advance(block, length);
        return paper.content() + paper.check();
      });
    },
    find(hidden) {
      const length = Math.floor(((hidden.length - CHECK) * 3) / 4) - BLOCK;
      if (length <= 0 || length % FILLED_TO > 0) throw new RangeError('no whereabouts');
      const paper = sheet(length);
      if (!paper.fill(hidden.slice(0, -CHECK)) || paper.check() !== hidden.slice(-CHECK)) throw new RangeError('no whereabouts of this service');
      if (!mask || !next.equals(paper.block)) {
        mask = new Mask(createCipheriv('aes-256-ctr', secret, paper.block));
        paper.block.copy(next);
      }
      advance(next, length);
      mask.lift(paper.text);
      return whereaboutsOf(JSON.parse(paper.text.toString()) as Written);
    },
  };
}

/** What a message says, as bytes behind the key of its check: a sheet that is used again and again. */
class Sheet {
  readonly block: Buffer;
  readonly text: Buffer;
  private readonly bytes: Buffer;

  constructor(key: Buffer, length: number) {
    this.bytes = Buffer.concat([key], KEY + BLOCK + length);
    this.block = this.bytes.subarray(KEY, KEY + BLOCK);
    this.text = this.bytes.subarray(KEY + BLOCK);
  }

  content(): string {
    return this.bytes.toString('base64url', KEY);
  }

  /** @returns whether it was all of it. */
  fill(content: string): boolean {
    return this.bytes.write(content, KEY, 'base64url') === this.bytes.length - KEY;
  }

  check(): string {
    return hash('sha256', this.bytes, 'base64url').slice(0, CHECK);
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

function written({ position, revision, correlationId, traceparent }: Whereabouts): string {
  const text = JSON.stringify([formatPosition(position), revision.toString(), correlationId, traceparent]);
  const length = Buffer.byteLength(text);
  return text + ' '.repeat(Math.ceil(length / FILLED_TO) * FILLED_TO - length);
}

type Written = readonly [string, string, string | null, string | null];

function whereaboutsOf([position, revision, correlationId, traceparent]: Written): Whereabouts {
  return { position: parsePosition(position), revision: BigInt(revision), correlationId: correlationId ?? undefined, traceparent: traceparent ?? undefined };
}
