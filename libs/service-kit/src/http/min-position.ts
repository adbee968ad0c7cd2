import { parsePosition, type Position } from '@flipside/event-sourcing';
import { Problem } from '../problem.js';
import { positionToken } from './answer.js';

export const READ_YOUR_WRITES = Symbol('ReadYourWrites');

/** Lets requests wait for positions; made by the runtime. */
export interface ReadYourWrites {
  readonly service: string;
  /** Position reached when time was up, or undefined when all of the service's read models are there. */
  behind(source: string, wanted: Position): Promise<Position | undefined>;
  /** Waits until the service's read models hold all of its own log as it is now. */
  caughtUp(): Promise<void>;
}

/** Waits for every position that a Flipside-Min-Position header names. @throws Problem `position-invalid`, `read-model-behind`. */
export async function waitForPositions(reads: ReadYourWrites, header: string | string[] | undefined): Promise<void> {
  for (const token of [header ?? []].flat().flatMap((value) => value.split(','))) {
    const [, source, place] = /^\s*([a-z]+):(\d{1,9}:\d{1,19})\s*$/.exec(token) ?? [];
    if (!source || !place) throw new Problem('position-invalid', 'Flipside-Min-Position holds tokens as Flipside-Position gave them.');
    const reached = await reads.behind(source, parsePosition(place));
    if (reached) {
      throw new Problem('read-model-behind', 'What you wrote is not readable yet: repeat the request in a moment.', {
        headers: { 'retry-after': '1' },
        members: { reached: positionToken(source, reached) },
      });
    }
  }
}

/**
 * Finds a row that a command needs. What was written a moment ago may not be in the read model yet, so before it says that
 * there is none it waits for the log's end and looks again.
 * @throws Problem `not-found`
 */
export async function mustFind<T>(reads: ReadYourWrites, find: () => Promise<T | undefined>): Promise<T> {
  const found = await find();
  if (found !== undefined) return found;
  await reads.caughtUp();
  const again = await find();
  if (again === undefined) throw new Problem('not-found', 'There is no such thing, or it is not yours.');
  return again;
}
