import type { Contract, ServiceName } from '@flipside/contracts';
import { parsePosition, type SealedSection } from '@flipside/event-sourcing';
import type { KafkaMessage } from 'kafkajs';
import { HeaderReader, recordOf, valueOf } from './record-reader.js';
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

const reader = new HeaderReader([
  'ce_id', 'ce_type', 'ce_subject', 'ce_time', 'ce_date', 'ce_minor', HIDDEN, 'ce_position', 'ce_revision', 'ce_correlationid', 'traceparent',
]);
type Headers = ReturnType<typeof reader.read>;

/**
 * The inverse of what MessageWriter writes, for tens of thousands a second.
 * @param hiding of the service; a sealed topic needs none.
 * @throws Unreadable
 */
export function fromMessage(message: KafkaMessage, service: ServiceName, hiding: Hiding | undefined): Arrived {
  const record = recordOf(message);
  const headers = reader.read(record);
  const { position, revision, correlationId, traceparent } = hiding ? readable(hiding.find, text(headers, HIDDEN)) : openlyFrom(headers);
  const contract: Writable<Contract> = {
    type: typeOf(text(headers, 'ce_type'), service),
    audience: hiding ? 'public' : 'sealed',
    service,
    data: dataOf(valueOf(record)),
    id: text(headers, 'ce_id'),
    stream: text(headers, 'ce_subject'),
    at: headers.ce_time ?? text(headers, 'ce_date'),
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
  return { minor: Number(headers.ce_minor ?? 0), contract };
}

function openlyFrom(headers: Headers): Whereabouts {
  return {
    position: readable(parsePosition, text(headers, 'ce_position')),
    revision: readable(BigInt, text(headers, 'ce_revision')),
    correlationId: headers.ce_correlationid,
    traceparent: headers.traceparent,
  };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function typeOf(given: string, service: ServiceName): string {
  const prefix = `flipside.${service}.`;
  if (!given.startsWith(prefix) || !given.endsWith('.v1')) throw new Unreadable('ce_type is not of this topic');
  return given.slice(prefix.length, -'.v1'.length);
}

function dataOf(value: string | undefined): Record<string, unknown> {
  const data: unknown = readable(JSON.parse, value ?? '');
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new Unreadable('the value is no JSON object');
  return data as Record<string, unknown>;
}

function text(headers: Headers, name: keyof Headers): string {
  const found = headers[name];
  if (found === undefined) throw new Unreadable(`${name} is missing`);
  return found;
}

function readable<T>(read: (text: string) => T, given: string): T {
  try {
    return read(given);
  } catch (error) {
    throw new Unreadable((error as Error).name);
  }
}
