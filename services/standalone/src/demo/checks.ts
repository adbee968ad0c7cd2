import { isDeepStrictEqual } from 'node:util';
import { Refused } from './client.js';

/** Something was read back, and it is not what the step before it has to lead to. */
export class NotAsExpected extends Error {}

/** @throws NotAsExpected when an effect that was read back is another one. */
export function mustBe(what: string, found: unknown, expected: unknown): void {
  if (isDeepStrictEqual(found, expected)) return;
  throw new NotAsExpected(`${what}: expected ${shown(expected)}, found ${shown(found)}`);
}

/** @throws NotAsExpected when something does not hold. */
export function mustHold(what: string, holds: boolean, found?: unknown): asserts holds {
  if (holds) return;
  throw new NotAsExpected(`${what}: it is not so${found === undefined ? '' : `; found ${shown(found)}`}`);
}

/** A request that has to be refused with a code. @throws NotAsExpected when it was accepted, or refused with another one. */
export async function mustBeRefused(what: string, code: string, wish: Promise<unknown>): Promise<void> {
  const answer = await wish.then(
    () => 'it was accepted',
    (error: unknown) => {
      if (error instanceof Refused) return error.code;
      throw error;
    },
  );
  if (answer !== code) throw new NotAsExpected(`${what}: expected a refusal ${code}, found ${answer}`);
}

/** What must be there. @throws NotAsExpected when it is not. */
export function found<T>(what: string, value: T | undefined | null): T {
  if (value === undefined || value === null) throw new NotAsExpected(`${what}: it is missing`);
  return value;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value, (_key, inner: unknown) => (inner instanceof Set ? [...inner] : inner)) ?? String(value);
  return text.length > 600 ? `${text.slice(0, 600)} …` : text;
}
