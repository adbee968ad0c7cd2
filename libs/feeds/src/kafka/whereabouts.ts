import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import type { Contract, ServiceName } from '@flipside/contracts';
import { formatPosition, parsePosition } from '@flipside/event-sourcing';

/** Where an event stands in its owner's log and in its stream, and what it came from. */
export type Whereabouts = Pick<Contract, 'position' | 'revision' | 'correlationId' | 'traceparent'>;

/** Writes whereabouts so that our own services read them and nobody else. */
export interface Hiding {
  /** Base64, always of one length. */
  hide(whereabouts: Whereabouts): string;
  /** @throws Error for anything that `hide` did not make under this key. */
  find(hidden: string): Whereabouts;
}

/** How a reader gets the hiding of a service whose topics it reads. @throws TransientFault while the owner is away. */
export type HidingOf = (service: ServiceName) => Promise<Hiding>;

const NONCE = 12;
const TAG = 16;
/** One position is longer than another, and not all events have a trace: filled up to whole so many bytes, none shows. */
const FILLED_TO = 192;
/** Nonces are taken from a store of random bytes: asking for each by itself would cost more than the sealing. */
const NONCES = 1_024;

/**
 * A public topic is read by people who must not learn that somebody just now answered, rated, declined or left. A position
 * counts those events, a revision counts the other side's, a trace names what a public event came from: so they travel
 * under AES-256-GCM. The key is the owner's, never the deployment's shared secret: what is told is kept for ever, and a
 * secret that is replaced some day would take the places of all of it along.
 *
 * @param key 32 bytes that never change.
 */
export function createHiding(key: Buffer): Hiding {
  const secret = createSecretKey(key);
  const nonce = nonces();
  return {
    hide({ position, revision, correlationId, traceparent }) {
      const text = JSON.stringify([formatPosition(position), revision.toString(), correlationId, traceparent]);
      const iv = nonce();
      const cipher = createCipheriv('aes-256-gcm', secret, iv);
      const box = cipher.update(filled(text));
      cipher.final();
      return Buffer.concat([iv, box, cipher.getAuthTag()]).toString('base64');
    },
    find(hidden) {
      const bytes = Buffer.from(hidden, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, NONCE), { authTagLength: TAG });
      decipher.setAuthTag(bytes.subarray(-TAG));
      const text = decipher.update(bytes.subarray(NONCE, -TAG));
      decipher.final();
      return whereaboutsOf(JSON.parse(text.toString()) as Written);
    },
  };
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

function filled(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const bytes = Buffer.alloc(Math.ceil(length / FILLED_TO) * FILLED_TO, ' ');
  bytes.write(text);
  return bytes;
}

function nonces(): () => Buffer {
  let store = Buffer.alloc(0);
  let at = 0;
  return () => {
    if (at === store.length) [store, at] = [randomBytes(NONCE * NONCES), 0];
    return store.subarray(at, (at += NONCE));
  };
}
