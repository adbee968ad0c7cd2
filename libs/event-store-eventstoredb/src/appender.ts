import { MaxAppendSizeExceededError, WrongExpectedVersionError } from '@eventstore/db-client';
import { RevisionConflict, type Appended } from '@flipside/event-sourcing';
import type { Connection } from './connection.js';
import type { Epoch } from './epoch.js';
import type { NewAppend } from './new-append.js';
import type { Names } from './names.js';
import { patiently } from './patience.js';

export interface AppenderOptions {
  readonly connection: Connection;
  readonly epoch: Epoch;
  readonly names: Names;
  /** How long an append waits for a server that does not answer, repeated meanwhile. */
  readonly patienceMs: number;
}

/** Sends appends: those to one stream one after the other, in the order they came. */
export class Appender {
  readonly #options: AppenderOptions;
  /** The last append under way to each stream. */
  readonly #last = new Map<string, Promise<unknown>>();

  constructor(options: AppenderOptions) {
    this.#options = options;
  }

  append(append: NewAppend): Promise<Appended> {
    const before = this.#last.get(append.stream);
    const done = before ? before.then(() => this.#append(append)) : this.#append(append);
    const settled = done.catch(() => undefined).then(() => {
      if (this.#last.get(append.stream) === settled) this.#last.delete(append.stream);
    });
    this.#last.set(append.stream, settled);
    return done;
  }

  /** Waits for the appends under way. */
  async finish(): Promise<void> {
    await Promise.all(this.#last.values());
  }

  /** Repeated while its outcome is unknown: the server knows the ids at their revisions and does nothing twice. */
  async #append(append: NewAppend): Promise<Appended> {
    const { patienceMs: ms, epoch } = this.#options;
    try {
      const { revision, n } = await patiently(() => this.#write(append), { ms });
      return { revision, position: { epoch: await patiently(async () => epoch.recent(), { ms }), n } };
    } catch (error) {
      throw translated(error, append);
    }
  }

  /** The place of the last event as the server tells it; where it tells no position for a repeat, that of the event. */
  async #write({ stream, events, expected }: NewAppend): Promise<{ readonly revision: bigint; readonly n: bigint }> {
    const { connection, names } = this.#options;
    const name = names.stored(stream);
    const { revision, n } = await connection.append(name, events, expected);
    if (n !== undefined) return { revision, n };
    const [last] = await connection.stream(name, revision, 1);
    if (!last?.position) throw new Error('EventStoreDB 22.6 or later is needed: this one tells no positions');
    return { revision, n: last.position.commit };
  }
}

function translated(error: unknown, { stream, expected }: NewAppend): unknown {
  if (error instanceof WrongExpectedVersionError) {
    const actual = typeof error.actualVersion === 'bigint' ? error.actualVersion : undefined;
    return new RevisionConflict(stream, expected ?? 'none', actual);
  }
  if (error instanceof MaxAppendSizeExceededError) return new AppendTooLarge(stream, error.maxAppendSize);
  return error;
}

/** All events of one append together are larger than the server takes at once. */
export class AppendTooLarge extends RangeError {
  constructor(
    readonly stream: string,
    readonly maxBytes: number,
  ) {
    super(`the events for ${stream} are larger together than the ${maxBytes} bytes the server takes at once (its MaxAppendSize)`);
  }
}
