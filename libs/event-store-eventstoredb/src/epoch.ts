import { randomUUID } from 'node:crypto';
import { WrongExpectedVersionError } from '@eventstore/db-client';
import { outgoing, type Connection } from './connection.js';
import { EPOCH_STREAM } from './names.js';

const TYPE = 'EpochStarted';
const FIRST = 1;
/** How old what is known may be for appends and reads of one stream; whoever reads the log asks each time. */
const RECENT_MS = 1_000;

/** The number of the log's present epoch: that of the last event of a stream of its own, 1 where there is none. */
export class Epoch {
  readonly #connection: Connection;
  #known = FIRST;
  #askedAt = -Infinity;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** As the server knows it now. */
  async ask(): Promise<number> {
    const last = await this.#connection.lastOf(EPOCH_STREAM);
    return this.learn(last ? epochOf(last.data) : FIRST);
  }

  /** As the server knew it a second ago, or later. */
  recent(): Promise<number> | number {
    return performance.now() - this.#askedAt < RECENT_MS ? this.#known : this.ask();
  }

  learn(epoch: number): number {
    this.#known = epoch;
    this.#askedAt = performance.now();
    return epoch;
  }

  /** @param above the new one is higher than this one too. */
  async startNew(above: number): Promise<number> {
    for (;;) {
      const last = await this.#connection.lastOf(EPOCH_STREAM);
      const epoch = Math.max(last ? epochOf(last.data) : FIRST, above) + 1;
      try {
        await this.#connection.append(EPOCH_STREAM, [outgoing(randomUUID(), TYPE, { epoch }, {})], last?.revision);
        return this.learn(epoch);
      } catch (error) {
        if (!(error instanceof WrongExpectedVersionError)) throw error; // somebody else began one: it was not ours
      }
    }
  }
}

export function epochOf(data: unknown): number {
  const { epoch } = data as { readonly epoch?: unknown };
  if (!Number.isSafeInteger(epoch)) throw new TypeError(`${EPOCH_STREAM} holds something else than epochs`);
  return epoch as number;
}
