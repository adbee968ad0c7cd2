import type { Audience, Contract, ServiceName } from '@flipside/contracts';
import { formatPosition, parsePosition, type SealedSection } from '@flipside/event-sourcing';
import type { KafkaMessage, Message } from 'kafkajs';
import { minorOf } from './definitions.js';
import { CommonHeaders, HeaderReader, headerName, HeaderWriter } from './headers.js';
import type { Hiding, Whereabouts } from './whereabouts.js';

/** A contract that came over Kafka, with the minor version in which it was told. */
export interface Arrived {
  readonly contract: Contract;
  readonly minor: number;
}

/** The message is none that we know how to read. */
export class Unreadable extends Error {}

/** The header of a public message that our own services read. */
export const HIDDEN = 'flipside-whereabouts' as const;

/** A message to be sent, its headers as the record holds them. */
export type Told = Omit<Message, 'headers'> & { readonly value: string; readonly headers: Buffer };

/** A message that came, its headers as the record holds them. */
export type Received = Pick<KafkaMessage, 'value'> & { readonly headerBytes: Buffer };

/**
 * A contract as a CloudEvent 1.0 in binary mode: attributes in headers, data as the value, the stream as the key. Sealed
 * sections travel under `$sealed`; a public message says where its event stands to our own services alone.
 * @param hidden its whereabouts; undefined tells them openly, on a sealed topic.
 */
export function toMessage(contract: Contract, partition: number, hidden: string | undefined): Told {
  const { id, stream, at, data, sealed } = contract;
  writer.begin(common.of(contract)).add(ID, id).add(SUBJECT, stream);
  writer.add(at.length > 10 ? TIME : DATE, at); // a date alone is no time of a CloudEvent
  if (hidden === undefined) addOpenly(contract);
  else writer.add(WHEREABOUTS, hidden);
  return {
    key: stream,
    partition,
    timestamp: timestampOf(at),
    value: JSON.stringify(sealed ? { ...data, $sealed: sealed } : data),
    headers: writer.done(),
  };
}

const [ID, SUBJECT, TIME, DATE] = [headerName('ce_id'), headerName('ce_subject'), headerName('ce_time'), headerName('ce_date')];
const [POSITION, REVISION, CORRELATION] = [headerName('ce_position'), headerName('ce_revision'), headerName('ce_correlationid')];
const [TRACE, WHEREABOUTS] = [headerName('traceparent'), headerName(HIDDEN)];

const writer = new HeaderWriter();
/** What all messages of a type say, written once. */
class CommonOfTypes {
  private readonly known = new Map<ServiceName, Readonly<Record<Audience, Map<string, CommonHeaders>>>>();

  of({ service, audience, type }: Pick<Contract, 'service' | 'audience' | 'type'>): CommonHeaders {
    let ofService = this.known.get(service);
    if (!ofService) this.known.set(service, (ofService = { public: new Map(), sealed: new Map() }));
    let headers = ofService[audience].get(type);
    if (!headers) ofService[audience].set(type, (headers = new CommonHeaders(commonHeaders(service, audience, type))));
    return headers;
  }
}

const common = new CommonOfTypes();

function commonHeaders(service: ServiceName, audience: Audience, type: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_source: `/flipside/${service}`,
    ce_type: `flipside.${service}.${type}.v1`,
    ce_minor: String(minorOf(service, audience, type) ?? 0),
  };
}

/**
 * The broker's time of a message is the one that is told: the moment of sending would be the minute of a choice that is told
 * for its day. Not ahead of the brokers, who refuse that: development mode may be in another year.
 */
function timestampOf(at: string): string {
  return Math.min(Date.parse(at), Date.now()).toString();
}

function addOpenly({ position, revision, correlationId, traceparent }: Whereabouts): void {
  writer.add(POSITION, formatPosition(position)).add(REVISION, revision.toString());
  if (correlationId !== undefined) writer.add(CORRELATION, correlationId);
  if (traceparent !== undefined) writer.add(TRACE, traceparent);
}

/**
 * The inverse of toMessage, for tens of thousands a second.
 * @param hiding of the service; a sealed topic needs none.
 * @throws Unreadable
 */
export function fromMessage({ value, headerBytes }: Received, service: ServiceName, hiding: Hiding | undefined): Arrived {
  readable((bytes) => reader.read(bytes), headerBytes);
  const { position, revision, correlationId, traceparent } = hiding ? readable(hiding.find, text(HIDDEN)) : openly();
  const contract: Writable<Contract> = {
    type: typeOf(text('ce_type'), service),
    audience: hiding ? 'public' : 'sealed',
    service,
    data: dataOf(value),
    id: text('ce_id'),
    stream: text('ce_subject'),
    at: optional('ce_time') ?? text('ce_date'),
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
  return { minor: Number(optional('ce_minor') ?? 0), contract };
}

const READ = [
  'ce_type', 'ce_id', 'ce_subject', 'ce_time', 'ce_date', 'ce_minor', HIDDEN, 'ce_position', 'ce_revision', 'ce_correlationid', 'traceparent',
] as const;
type Name = (typeof READ)[number];
const reader = new HeaderReader(READ);

function openly(): Whereabouts {
  return {
    position: readable(parsePosition, text('ce_position')),
    revision: readable(BigInt, text('ce_revision')),
    correlationId: optional('ce_correlationid'),
    traceparent: optional('traceparent'),
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

function text(name: Name): string {
  const found = optional(name);
  if (found === undefined) throw new Unreadable(`${name} is missing`);
  return found;
}

function optional(name: Name): string | undefined {
  return reader.text(READ.indexOf(name));
}

function readable<G, T>(read: (given: G) => T, given: G): T {
  try {
    return read(given);
  } catch (error) {
    throw new Unreadable((error as Error).name);
  }
}
