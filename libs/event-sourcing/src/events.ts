/** A fact, named in the past tense by a word of the domain. */
export interface DomainEvent<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  readonly data: Data;
}

/**
 * A personal field. It is sealed in the log under a key of its subject; once that key is destroyed it reads as null,
 * so every fold must cope with null.
 */
export type Sealed<T> = T | null;

/** Who acted. `person` and `service` carry an id; `system` is a timer; `anonymous` carries nothing at all. */
export type Actor =
  | { readonly kind: 'person'; readonly id: string }
  | { readonly kind: 'service'; readonly id: string }
  | { readonly kind: 'system' }
  | { readonly kind: 'anonymous' };

/** What is known of an event beside its data. Never sealed, so it never holds a personal fact beside pseudonymous ids. */
export interface EventMetadata {
  /** The command that caused the event; a repeat of it is found by this. */
  readonly commandId: string;
  /** Place of the event among those of its command, from 0. */
  readonly index: number;
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly actor: Actor;
  /** The person for whom the actor acted (a delegate for a leader). */
  readonly onBehalfOf?: string;
  /** Business time, ISO 8601 in UTC; a date alone for anonymous events. */
  readonly at: string;
  readonly schemaVersion: number;
  readonly traceparent?: string;
  /** Keyed digest of the request's body, so that the same key with another body is refused. */
  readonly bodyDigest?: string;
}

/** An event ready to be appended: its data are what the log will hold, sealed. */
export interface NewEvent {
  /** UUID; appending the same id again at the same revision is a repeat. */
  readonly id: string;
  readonly type: string;
  readonly data: StoredData;
  readonly metadata: EventMetadata;
}

/** Event data as the log holds them: plain fields, and sealed sections under `$sealed`. */
export type StoredData = Readonly<Record<string, unknown>> & { readonly $sealed?: readonly SealedSection[] };

/** Fields of one event that are encrypted together under the keys named (all of them are needed to read it). */
export interface SealedSection {
  readonly class: string;
  /** Ids of the keys, innermost first: opaque, so that the log does not name the subject. */
  readonly keys: readonly string[];
  readonly fields: readonly string[];
  /** AES-256-GCM: nonce, ciphertext and tag in base64. */
  readonly box: string;
}

/** An event as the store returns it. */
export interface RecordedEvent extends NewEvent {
  readonly stream: string;
  /** Place in its stream, from 0n. */
  readonly revision: bigint;
  readonly position: Position;
}

/** A place in one store's log. Comparable only within that store; a restore begins a new epoch. */
export interface Position {
  readonly epoch: number;
  readonly n: bigint;
}

/** Negative when a is before b, 0 when equal. */
export function comparePositions(a: Position, b: Position): number {
  if (a.epoch !== b.epoch) return a.epoch - b.epoch;
  return a.n < b.n ? -1 : a.n > b.n ? 1 : 0;
}

/** `epoch:n`, as tokens and checkpoints write it. */
export function formatPosition(position: Position): string {
  return `${position.epoch}:${position.n}`;
}

/** The inverse of formatPosition. @throws RangeError when the text is none. */
export function parsePosition(text: string): Position {
  const match = /^(\d{1,9}):(\d{1,19})$/.exec(text);
  if (!match) throw new RangeError(`not a position: ${text}`);
  return { epoch: Number(match[1]), n: BigInt(match[2]!) };
}

/** The category of a stream: all before its first dash. */
export function categoryOf(stream: string): string {
  const dash = stream.indexOf('-');
  return dash < 0 ? stream : stream.slice(0, dash);
}
