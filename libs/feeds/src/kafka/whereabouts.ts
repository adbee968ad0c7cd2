import { createCipheriv, createDecipheriv, createSecretKey, hash, hkdfSync, randomBytes, type Decipheriv } from 'node:crypto';
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
 * The check is SHA-256 of a key of its own and the text that it is for; all are of one length, so that it vouches for them.
 *
 * @param key 32 bytes that never change.
 */
export function createHiding(key: Buffer): Hiding {
  const secret = createSecretKey(key);
  const paper = sheet(Buffer.from(hkdfSync('sha256', key, '', 'whereabouts: check', KEY)));
  let last: { readonly decipher: Decipheriv; next: Buffer } | undefined;
  return {
    hide(all) {
      const first = Buffer.concat([randomBytes(NONCE), Buffer.alloc(BLOCK - NONCE)]);
      const texts = all.map(filled);
      const encrypted = createCipheriv('aes-256-ctr', secret, first).update(Buffer.concat(texts));
      let at = 0;
      return texts.map(({ length }) => paper.write(blockAfter(first, at), encrypted.subarray(at, (at += length))));
    },
    find(hidden) {
      const { block, encrypted } = paper.read(hidden);
      if (!last?.next.equals(block)) last = { decipher: createDecipheriv('aes-256-ctr', secret, block), next: block };
      last.next = blockAfter(block, encrypted.length);
      return whereaboutsOf(JSON.parse(last.decipher.update(encrypted).toString()) as Written);
    },
  };
}

/** The block that a text begins at, the text, and the check of both: on one sheet that is used again and again. */
function sheet(key: Buffer) {
  let bytes = key;
  const sized = (length: number): Buffer => {
    const size = KEY + BLOCK + length;
    return bytes.length === size ? bytes : (bytes = Buffer.concat([key], size));
  };
  const check = (): string => hash('sha256', bytes, 'base64url').slice(0, CHECK);
  return {
    write(block: Buffer, encrypted: Buffer): string {
      const all = sized(encrypted.length);
      block.copy(all, KEY);
      encrypted.copy(all, KEY + BLOCK);
      return all.toString('base64url', KEY) + check();
    },
    read(hidden: string): { readonly block: Buffer; readonly encrypted: Buffer } {
      const length = Math.floor(((hidden.length - CHECK) * 3) / 4) - BLOCK;
      if (length <= 0 || length % FILLED_TO > 0) throw new RangeError('no whereabouts');
      const all = sized(length);
      const written = all.write(hidden.slice(0, -CHECK), KEY, 'base64url');
      if (written !== BLOCK + length || check() !== hidden.slice(-CHECK)) throw new RangeError('no whereabouts of this service');
      return { block: all.subarray(KEY, KEY + BLOCK), encrypted: all.subarray(KEY + BLOCK) };
    },
  };
}

/** The block of the counter after so many bytes. */
function blockAfter(block: Buffer, bytes: number): Buffer {
  const after = Buffer.from(block);
  after.writeUInt32BE(after.readUInt32BE(NONCE) + bytes / BLOCK, NONCE);
  return after;
}

function filled({ position, revision, correlationId, traceparent }: Whereabouts): Buffer {
  const text = JSON.stringify([formatPosition(position), revision.toString(), correlationId, traceparent]);
  const length = Buffer.byteLength(text);
  const bytes = Buffer.alloc(Math.ceil(length / FILLED_TO) * FILLED_TO, ' ');
  bytes.write(text);
  return bytes;
}

type Written = readonly [string, string, string | null, string | null];

function whereaboutsOf([position, revision, correlationId, traceparent]: Written): Whereabouts {
  return {
    position: parsePosition(position),
    revision: BigInt(revision),
    ...(correlationId !== null && { correlationId }),
    ...(traceparent !== null && { traceparent }),
  };
}
