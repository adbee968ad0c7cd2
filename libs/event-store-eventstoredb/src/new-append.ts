import { EventTooLarge, MAX_EVENT_BYTES, type EventMetadata, type ExpectedRevision, type NewEvent } from '@flipside/event-sourcing';
import { outgoing, type OutgoingEvent } from './connection.js';

/** An append as the server takes it. */
export interface NewAppend {
  readonly stream: string;
  readonly expected: bigint | undefined;
  readonly events: readonly OutgoingEvent[];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MAX_NAME_BYTES = 1024;

/**
 * @throws EventTooLarge
 * @throws RangeError when something is asked for that the store would not hold or give back: names beginning with `$` are
 * the server's own.
 */
export function encodeAppend(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): NewAppend {
  checkName('stream', stream);
  if (events.length === 0) throw new RangeError(`no event to append to ${stream}`);
  if (expected !== 'none' && expected < 0n) throw new RangeError(`no revision: ${expected}`);
  return { stream, expected: expected === 'none' ? undefined : expected, events: events.map(encode) };
}

function encode({ id, type, data, metadata }: NewEvent): OutgoingEvent {
  checkName('type', type);
  if (!UUID.test(id)) throw new RangeError(`the id of an event is a UUID, not ${id}`);
  const size = Buffer.byteLength(JSON.stringify(data)) + Buffer.byteLength(JSON.stringify(metadata));
  if (size > MAX_EVENT_BYTES) throw new EventTooLarge(type, size);
  return outgoing(id, type, data, storedMetadata(metadata));
}

/** Under the names that EventStoreDB's own tools follow a correlation by. */
export function storedMetadata({ correlationId, causationId, ...rest }: EventMetadata): Record<string, unknown> {
  return {
    ...rest,
    ...(correlationId !== undefined && { $correlationId: correlationId }),
    ...(causationId !== undefined && { $causationId: causationId }),
  };
}

export function metadataOf({ $correlationId, $causationId, ...rest }: Record<string, unknown>): EventMetadata {
  return {
    ...rest,
    ...($correlationId !== undefined && { correlationId: $correlationId }),
    ...($causationId !== undefined && { causationId: $causationId }),
  } as unknown as EventMetadata;
}

function checkName(what: string, name: string): void {
  const fits = name !== '' && name.isWellFormed() && !name.includes('\0') && Buffer.byteLength(name) <= MAX_NAME_BYTES;
  if (!fits || name.startsWith('$')) throw new RangeError(`not the name of a ${what}: ${JSON.stringify(name.slice(0, 80))}`);
}
