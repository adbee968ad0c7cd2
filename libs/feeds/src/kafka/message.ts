import type { Contract, ServiceName } from '@flipside/contracts';
import { parsePosition, type SealedSection } from '@flipside/event-sourcing';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { Hiding, Whereabouts } from './whereabouts.js';

/** A contract that came over Kafka, with the minor version in which it was told. */
export interface Arrived {
  readonly contract: Contract;
  readonly minor: number;
}

/** The message is none that we know how to read. */
export class Unreadable extends Error {}

/** The header of a public message that our own services read. */
export const HIDDEN = 'flipside-whereabouts';

/**
 * The inverse of what MessageWriter writes, for tens of thousands a second.
 * @param hiding of the service; a sealed topic needs none.
 * @throws Unreadable
 */
export function fromMessage(message: Pick<KafkaMessage, 'value' | 'headers'>, service: ServiceName, hiding: Hiding | undefined): Arrived {
  const headers = message.headers ?? {};
  const { position, revision, correlationId, traceparent } = hiding ? readable(hiding.find, text(headers, HIDDEN)) : openlyFrom(headers);
  const contract: Writable<Contract> = {
    type: typeOf(text(headers, 'ce_type'), service),
    audience: hiding ? 'public' : 'sealed',
    service,
    data: dataOf(message.value),
    id: text(headers, 'ce_id'),
    stream: text(headers, 'ce_subject'),
    at: optional(headers, 'ce_time') ?? text(headers, 'ce_date'),
    position,
    revision,
    correlationId,
    traceparent,
  };
  if ('$sealed' in contract.data) {
    const { $sealed, ...data } = contract.data;
    contract.data = data;
    contract.sealed = $sealed as readonly SealedSection[];
  }
  return { minor: Number(optional(headers, 'ce_minor') ?? 0), contract };
}

function openlyFrom(headers: IHeaders): Whereabouts {
  return {
    position: readable(parsePosition, text(headers, 'ce_position')),
    revision: readable(BigInt, text(headers, 'ce_revision')),
    correlationId: optional(headers, 'ce_correlationid'),
    traceparent: optional(headers, 'traceparent'),
  };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function typeOf(given: string, service: ServiceName): string {
  const prefix = `flipside.${service}.`;
  if (!given.startsWith(prefix) || !given.endsWith('.v1')) throw new Unreadable('ce_type is not of this topic');
  return given.slice(prefix.length, -'.v1'.length);
}

function dataOf(value: Buffer | null): Record<string, unknown> {
  const data: unknown = readable(JSON.parse, String(value));
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new Unreadable('the value is no JSON object');
  return data as Record<string, unknown>;
}

function text(headers: IHeaders, name: string): string {
  const found = optional(headers, name);
  if (found === undefined) throw new Unreadable(`${name} is missing`);
  return found;
}

function optional(headers: IHeaders, name: string): string | undefined {
  const found = headers[name];
  if (found === undefined) return undefined;
  return String(Array.isArray(found) ? found[0] : found);
}

function readable<T>(read: (text: string) => T, given: string): T {
  try {
    return read(given);
  } catch (error) {
    throw new Unreadable((error as Error).name);
  }
}
