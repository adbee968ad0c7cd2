import { deriveId, DomainError, type CommandContext } from '@flipside/event-sourcing';
import type { Feed, Placed } from './feed.js';

/** An event with the business time and correlation that a command caused by it carries on. */
export interface Cause extends Placed {
  readonly at?: string;
  readonly correlationId?: string;
  readonly traceparent?: string;
  readonly metadata?: { readonly at: string; readonly correlationId?: string; readonly traceparent?: string };
}

/** What a handler is given to issue commands with. */
export interface PolicyContext {
  /** Context of a command to a stream: its id is the same however often the event comes, so it is done once. */
  command(targetStream: string): CommandContext;
  /** Aborted when the consumer stops: long work ends, and the event comes again. */
  readonly signal: AbortSignal;
}

/**
 * Others' or own facts that become our commands. A named consumer: it has a checkpoint and parked events of its own.
 * A DomainError named in `expected` means that the wish is no longer possible; it is counted and passes.
 */
export interface Policy<E extends Cause> {
  readonly name: string;
  readonly feed: Feed<E>;
  readonly on: { readonly [T in E['type']]?: (event: Extract<E, { type: T }>, context: PolicyContext) => Promise<unknown> };
  readonly expected: readonly string[];
  /**
   * For handlers that look at everything there is, whatever the event: of the events of one batch with the same key the last
   * one is handled, and the others by it. Undefined for an event that is handled by itself.
   */
  readonly together?: (event: E) => string | undefined;
}

/** Binds the event type to the handlers' argument. */
export function definePolicy<E extends Cause>(policy: Policy<E>): Policy<E> {
  return policy;
}

/** Where an event comes from: its own metadata, or what a contract says of them. */
export function originOf(event: Cause): Pick<Cause, 'at' | 'correlationId' | 'traceparent'> {
  return event.metadata ?? event;
}

export function policyContext(consumer: string, event: Cause, signal = new AbortController().signal): PolicyContext {
  const known = originOf(event);
  return {
    signal,
    command: (targetStream) => ({
      commandId: deriveId(consumer, event.id, targetStream),
      correlationId: known.correlationId,
      causationId: event.id,
      traceparent: known.traceparent,
      actor: { kind: 'system' },
      at: known.at!,
    }),
  };
}

export function isExpected(error: unknown, expected: readonly string[]): boolean {
  return error instanceof DomainError && expected.includes(error.code);
}

/** The events of a batch that are handled: where several are handled together, the last of them. */
export function lastOfEach<E extends Cause>({ together }: Pick<Policy<E>, 'together'>, events: readonly E[]): readonly E[] {
  if (!together) return events;
  const keyOf = (event: E): string => (event.broken ? event.id : together(event) ?? event.id);
  const last = new Map(events.map((event) => [keyOf(event), event.id]));
  return events.filter((event) => last.get(keyOf(event)) === event.id);
}
