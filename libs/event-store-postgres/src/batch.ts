import { RevisionConflict, type Appended } from '@flipside/event-sourcing';
import { int4Array, int8Array, jsonArray, textArray, uuidArray, type Room } from './binary-arrays.js';
import type { NewAppend } from './new-append.js';

/** What the function `append_events` answered: see schema.ts. */
export interface BatchAnswer {
  readonly epoch: number;
  readonly base: bigint;
  readonly actual: readonly bigint[] | undefined;
  readonly repeated: readonly (bigint | undefined)[] | undefined;
}

/** The lock is held for as long as a batch takes: a few milliseconds. */
const MAX_EVENTS = 1_000;
const MAX_BYTES = 2 * 1024 * 1024;

/** Takes a batch out of the queue: in order, one append a stream, later ones of the same stream stay where they are. */
export function takeBatch<T extends NewAppend>(queue: readonly T[]): { readonly batch: readonly T[]; readonly rest: T[] } {
  const batch: T[] = [];
  const rest: T[] = [];
  const streams = new Set<string>();
  let events = 0;
  let bytes = 0;
  for (const [index, append] of queue.entries()) {
    events += append.events.length;
    bytes += append.bytes;
    if (batch.length > 0 && (events > MAX_EVENTS || bytes > MAX_BYTES)) return { batch, rest: rest.concat(queue.slice(index)) };
    (streams.has(append.stream) ? rest : batch).push(append);
    streams.add(append.stream);
  }
  return { batch, rest };
}

/** Parameters of the function `append_events`. */
export function parametersOf(batch: readonly NewAppend[], room: Room): readonly Buffer[] {
  const events = batch.flatMap((append) => append.events);
  const numbers = batch.flatMap((append, index) => append.events.map(() => index + 1));
  const revisions = batch.flatMap(({ expected, events: own }) => own.map((_, index) => expected + 1n + BigInt(index)));
  return [
    jsonArray(room, events.map((event) => event.metadata)),
    jsonArray(room, events.map((event) => event.data)),
    textArray(room, batch.map((append) => append.stream)),
    uuidArray(room, events.map((event) => event.id)),
    textArray(room, events.map((event) => event.type)),
    int8Array(room, batch.map((append) => append.expected)),
    int4Array(room, numbers),
    int8Array(room, revisions),
  ];
}

/** Parameters of the function `fenced_append_events` before those of `append_events`; undefined where no append of the batch is fenced. */
export function fencesOf(batch: readonly NewAppend[], room: Room): readonly Buffer[] | undefined {
  const fences = new Map(batch.flatMap(({ fences = [] }) => fences.map((fence) => [`${fence.name} ${fence.token}`, fence])));
  if (fences.size === 0) return undefined;
  return [textArray(room, [...fences.values()].map(({ name }) => name)), int8Array(room, [...fences.values()].map(({ token }) => token))];
}

/** What became of each append of the batch, in order. */
export function resultsOf(batch: readonly NewAppend[], answer: BatchAnswer): readonly (Appended | RevisionConflict)[] {
  const { epoch, base, actual, repeated } = answer;
  let taken = base;
  return batch.map(({ stream, expected, events }, index) => {
    const revision = expected + BigInt(events.length);
    const found = actual?.[index] ?? expected;
    if (found === expected) {
      taken += BigInt(events.length);
      return { revision, position: { epoch, n: taken } };
    }
    const position = repeated?.[index];
    if (position !== undefined) return { revision, position: { epoch, n: position } };
    return new RevisionConflict(stream, expected === -1n ? 'none' : expected, found === -1n ? undefined : found);
  });
}
