import type { KeyObject } from 'node:crypto';
import { StoreUnavailable } from '@flipside/event-sourcing';

/** What a key is for: one person (or anonymous case), one class of data, one scope that its retention counts from. */
export interface KeyName {
  readonly subject: string;
  readonly class: string;
  readonly scope: string;
}

export interface DataKey {
  /** Opaque UUID, as the log names it. */
  readonly id: string;
  /** 32 bytes. A KeyObject, as ciphers take it four times faster than its bytes. */
  readonly secret: KeyObject;
}

/** What is destroyed: a scope of a class, a class, or (neither named) all of a subject, who then never gets a key again. */
export type Destruction =
  | { readonly subject: string; readonly class?: undefined; readonly scope?: undefined }
  | { readonly subject: string; readonly class: string; readonly scope?: string };

/**
 * The keys a service owns. A key is created once; after its destruction what was sealed with it can't be read again by
 * anyone, nor the key be made anew. A destruction holds at once here, and within 60 s in every other process.
 */
export interface KeyRing {
  /**
   * The keys of these names, in this order, created where they do not exist yet.
   * @throws DomainError `subject-erased` for a subject who was erased, `key-destroyed` for a key that was destroyed.
   */
  keysFor(names: readonly KeyName[]): Promise<readonly DataKey[]>;
  /**
   * Secrets by id; an id that is missing in the answer is a key that was destroyed.
   * @throws KeysLost for an id that was neither kept nor destroyed here.
   */
  open(ids: readonly string[]): Promise<ReadonlyMap<string, KeyObject>>;
  /** As `open`, never from memory, with the class: for whoever keeps them for a minute in turn. */
  openWithClass(ids: readonly string[]): Promise<ReadonlyMap<string, { readonly secret: KeyObject; readonly class: string }>>;
  /** Destroys one key, and keeps it from ever being made where it did not exist yet. */
  destroyScope(subject: string, dataClass: string, scope: string): Promise<void>;
  /** Destroys the keys that exist of a class; those of new scopes may still be made. */
  destroyClass(subject: string, dataClass: string): Promise<void>;
  /** Destroys all keys of a subject and writes a tombstone: no key is ever made for them again. */
  eraseSubject(subject: string): Promise<void>;
  /** Carries out, again or for the first time, what a log says was destroyed; after a restore, before readiness. */
  replayErasures(destructions: readonly Destruction[]): Promise<void>;
}

/**
 * The log names keys that this store neither holds nor destroyed: it was restored from an older state, or is another
 * service's. Reading on would show living people's data as erased, so the operator has to decide.
 */
export class KeysLost extends Error {
  constructor(readonly ids: readonly string[]) {
    super(`${ids.length} keys are neither here nor destroyed (first ${ids[0]}): restore the key store, or accept the loss`);
  }
}

/** The owner of keys did not answer: a transient fault, so that a consumer waits instead of reading nulls. */
export class KeysUnavailable extends StoreUnavailable {}

/** The class of keys for what no service but the owner may ever open and no event holds (digests of requests). */
export const INTERNAL_CLASS = 'internal';
