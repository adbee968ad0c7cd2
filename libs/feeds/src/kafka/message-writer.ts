import type { Audience, Contract, ServiceName } from '@flipside/contracts';
import { formatPosition } from '@flipside/event-sourcing';
import { minorOf } from './definitions.js';
import { HIDDEN } from './message.js';
import { RecordWriter } from './record-writer.js';
import type { Whereabouts } from './whereabouts.js';

/** Headers that all messages of a type share. */
const SHARED = 5;
/** Identity, stream and time, which every message has besides. */
const OWN = 3;

const NAME = {
  id: texts('ce_id'), subject: texts('ce_subject'), time: texts('ce_time'), date: texts('ce_date'), hidden: texts(HIDDEN),
  position: texts('ce_position'), revision: texts('ce_revision'), correlation: texts('ce_correlationid'), trace: texts('traceparent'),
} as const;

/**
 * Contracts as CloudEvents 1.0 in binary mode: attributes in headers, data as the value, the stream as the key. Sealed
 * sections travel under `$sealed`; a public message says where its event stands to our own services alone.
 */
export class MessageWriter {
  /** Headers by audience and type, as they are written. */
  private readonly shared: Readonly<Record<Audience, Map<string, Uint8Array>>> = { public: new Map(), sealed: new Map() };

  /** @param service whose contracts are written. */
  constructor(
    private readonly records: RecordWriter,
    private readonly service: ServiceName,
  ) {}

  /**
   * @param value what `valueOf` says of the contract.
   * @param hidden its whereabouts; undefined tells them openly, on a sealed topic.
   */
  write(contract: Contract, value: string, hidden: string | undefined): void {
    const { id, stream, at, correlationId, traceparent } = contract;
    const whereabouts = hidden === undefined ? 2 + Number(correlationId !== undefined) + Number(traceparent !== undefined) : 1;
    this.records.record({ key: stream, value, timestamp: timestampOf(at), headers: SHARED + OWN + whereabouts }, () => {
      this.records.written(this.sharedOf(contract));
      this.header(NAME.id, id);
      this.header(NAME.subject, stream);
      this.header(at.length > 10 ? NAME.time : NAME.date, at); // a date alone is no time of a CloudEvent
      if (hidden === undefined) this.openly(contract);
      else this.header(NAME.hidden, hidden);
    });
  }

  private openly({ position, revision, correlationId, traceparent }: Whereabouts): void {
    this.header(NAME.position, formatPosition(position));
    this.header(NAME.revision, revision.toString());
    if (correlationId !== undefined) this.header(NAME.correlation, correlationId);
    if (traceparent !== undefined) this.header(NAME.trace, traceparent);
  }

  private header(name: Uint8Array, value: string): void {
    this.records.written(name);
    this.records.text(value);
  }

  private sharedOf({ audience, type }: Contract): Uint8Array {
    const known = this.shared[audience].get(type);
    if (known) return known;
    const { service } = this;
    const bytes = texts(
      'content-type', 'application/json', 'ce_specversion', '1.0', 'ce_source', `/flipside/${service}`,
      'ce_type', `flipside.${service}.${type}.v1`, 'ce_minor', String(minorOf(service, audience, type) ?? 0),
    );
    this.shared[audience].set(type, bytes);
    return bytes;
  }
}

export function valueOf({ data, sealed }: Contract): string {
  return JSON.stringify(sealed ? { ...data, $sealed: sealed } : data);
}

/**
 * The broker's time of a message is the one that is told: the moment of sending would be the minute of a choice that is told
 * for its day. Not ahead of the brokers, who refuse that: development mode may be in another year.
 */
function timestampOf(at: string): number {
  return Math.min(Date.parse(at), Date.now());
}

/** As a writer writes them. */
function texts(...all: readonly string[]): Uint8Array {
  const writer = new RecordWriter();
  writer.beginPortion();
  for (const one of all) writer.text(one);
  return Uint8Array.from(writer.endPortion().bytes);
}
