/** What one append brings: as it came over the wire. */
export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface Entry extends Proposed {
  readonly stream: string;
  readonly revision: number;
  /** Place in the log, like the byte offset of the real server: it grows, with gaps. */
  readonly position: bigint;
  readonly createdTicks: bigint;
  /** As it goes over the wire, once it did. */
  wire?: Buffer;
}

export type AppendResult =
  | { readonly kind: 'appended'; readonly last: Entry }
  | { readonly kind: 'repeated'; readonly revision: number }
  | { readonly kind: 'conflict'; readonly current: number | undefined };

const TICKS_PER_MS = 10_000n;
/** Every so many events the server writes one of its own, as the real one does. */
const STATISTICS_EVERY = 40;

/** The log of the simulator, in memory: it outlives connections and "restarts", not the process. */
export class Log {
  readonly entries: Entry[] = [];
  readonly #streams = new Map<string, Entry[]>();
  readonly #waiting = new Set<() => void>();
  /** Where the next entry will be. */
  end = 1_000n;

  constructor() {
    this.#writeStatistics();
  }

  stream(name: string): readonly Entry[] | undefined {
    return this.#streams.get(name);
  }

  /** @param expected revision of the last event; undefined for a stream that must not exist. */
  append(stream: string, events: readonly Proposed[], expected: number | undefined): AppendResult {
    const held = this.#streams.get(stream) ?? [];
    const current = held.length === 0 ? undefined : held.length - 1;
    if (current === expected) {
      events.forEach((event) => this.#write(stream, event));
      this.#ring();
      return { kind: 'appended', last: this.#streams.get(stream)!.at(-1)! };
    }
    const first = (expected ?? -1) + 1;
    const repeated = events.every(({ id }, index) => held[first + index]?.id === id);
    return repeated ? { kind: 'repeated', revision: first + events.length - 1 } : { kind: 'conflict', current };
  }

  /** Index of the first entry at a position or later. */
  indexOf(position: bigint): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.entries[middle]!.position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Resolves when the log has more than so many entries, or the signal aborts. */
  more(than: number, signal: AbortSignal): Promise<void> {
    if (this.entries.length > than || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        signal.removeEventListener('abort', wake);
        this.#waiting.delete(wake);
        resolve();
      };
      signal.addEventListener('abort', wake);
      this.#waiting.add(wake);
    });
  }

  /** Forgets all but the first entries, as a backup of that moment would have it; their places are given again to others. */
  restore(kept: number): void {
    const gone = this.entries.splice(kept);
    if (gone.length === 0) return;
    this.end = gone[0]!.position;
    for (const [name, held] of this.#streams) {
      const left = held.filter(({ position }) => position < this.end);
      if (left.length === 0) this.#streams.delete(name);
      else this.#streams.set(name, left);
    }
  }

  #write(stream: string, event: Proposed): void {
    const held = this.#streams.get(stream) ?? [];
    const createdTicks = BigInt(Date.now()) * TICKS_PER_MS;
    const entry: Entry = { ...event, stream, revision: held.length, position: this.end, createdTicks };
    this.end += BigInt(120 + event.data.length + event.metadata.length);
    this.#streams.set(stream, held);
    held.push(entry);
    this.entries.push(entry);
    if (this.entries.length % STATISTICS_EVERY === 0) this.#writeStatistics();
  }

  #writeStatistics(): void {
    const data = new TextEncoder().encode('{"proc-cpu":1}');
    const contentType = 'application/json';
    this.#write('$stats-0.0.0.0:2113', { id: crypto.randomUUID(), type: '$statsCollected', contentType, data, metadata: new Uint8Array() });
  }

  #ring(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
