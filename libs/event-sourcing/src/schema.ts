import type { DomainEvent } from './events.js';

/** Whom a sealed group of fields is about, and from when its retention counts. */
export interface SealRule<Data> {
  /** A data class of the domain: identity, employment, profile, trait, notes, ratings, answers, choices, voice, concern. */
  readonly class: string;
  readonly fields: readonly (keyof Data & string)[];
  /** The people under whose keys the fields are sealed; destroying one key of them suffices to lose the fields. */
  readonly subjects: (data: Data) => readonly string[];
  /** What retention counts from: `person`, or the id of a pairing, round, case or consent. */
  readonly scope: (data: Data) => string;
}

/** How one type of event is stored: its version, what of it is sealed, and how older versions become this one. */
export interface EventSchema<Data> {
  readonly version: number;
  readonly seal?: readonly SealRule<Data>[];
  /** upcast[n] turns data of version n into data of version n + 1. */
  readonly upcast?: Readonly<Record<number, (data: Record<string, unknown>) => Record<string, unknown>>>;
}

/** A schema for every event of a union. */
export type EventSchemas<E extends DomainEvent> = {
  readonly [T in E['type']]: EventSchema<Extract<E, { type: T }>['data']>;
};
