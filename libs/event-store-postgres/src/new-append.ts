import { EventTooLarge, MAX_EVENT_BYTES, type ExpectedRevision, type Fence, type NewEvent } from '@flipside/event-sourcing';

/** An append as the server takes it: validated, its events as JSON. */
export interface NewAppend {
  readonly stream: string;
  /** Revision the stream must be at; -1n for one that does not exist. */
  readonly expected: bigint;
  readonly events: readonly EncodedEvent[];
  readonly bytes: number;
  /** Leases that its commit rests on. */
  readonly fences?: readonly Fence[];
}

export interface EncodedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** The index holds the stream's name, and an index entry has to fit into a third of a page. */
const MAX_NAME_BYTES = 1024;

/**
 * @throws EventTooLarge
 * @throws RangeError when something is asked for that no server could store.
 */
export function encodeAppend(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): NewAppend {
  checkName('stream', stream);
  if (events.length === 0) throw new RangeError(`no event to append to ${stream}`);
  if (expected !== 'none' && expected < 0n) throw new RangeError(`no revision: ${expected}`);
  let bytes = 0;
  const encoded = events.map((event) => {
    const { id, type } = event;
    checkName('type', type);
    if (!UUID.test(id)) throw new RangeError(`the id of an event is a UUID, not ${id}`);
    const data = JSON.stringify(event.data);
    const metadata = JSON.stringify(event.metadata);
    const size = Buffer.byteLength(data) + Buffer.byteLength(metadata);
    if (size > MAX_EVENT_BYTES) throw new EventTooLarge(type, size);
    bytes += size;
    return { id, type, data, metadata };
  });
  return { stream, expected: expected === 'none' ? -1n : expected, events: encoded, bytes };
}

function checkName(what: string, name: string): void {
  const fits = name !== '' && name.isWellFormed() && !name.includes('\0') && Buffer.byteLength(name) <= MAX_NAME_BYTES;
  if (!fits) throw new RangeError(`not the name of a ${what}: ${JSON.stringify(name.slice(0, 80))}`);
}
