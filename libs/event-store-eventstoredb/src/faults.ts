import {
  AccessDeniedError, InvalidArgumentError, MaxAppendSizeExceededError, RequiredMetadataPropertyMissingError, StreamDeletedError,
  UnsupportedError, WrongExpectedVersionError,
} from '@eventstore/db-client';
import { EpochChanged, EventTooLarge, RevisionConflict, StoreUnavailable } from '@flipside/event-sourcing';

/** What the server or this library has decided: asking again gives the same. */
const ANSWERS = [
  AccessDeniedError, InvalidArgumentError, MaxAppendSizeExceededError, RequiredMetadataPropertyMissingError, StreamDeletedError,
  UnsupportedError, WrongExpectedVersionError, EpochChanged, EventTooLarge, RevisionConflict, RangeError, TypeError,
] as const;

/** gRPC: INVALID_ARGUMENT, PERMISSION_DENIED, UNIMPLEMENTED. */
const REFUSALS: readonly unknown[] = [3, 7, 12];

/**
 * Whether a failure passes by itself. Whatever is not known to be an answer may be a broken connection, an election, a
 * deadline or a server that starts: an append is then repeated with the same event ids, which is no harm if it was done.
 */
export function passes(error: unknown): boolean {
  if (ANSWERS.some((answer) => error instanceof answer)) return false;
  return !REFUSALS.includes((error as { code?: unknown }).code);
}

/** The server has no event that begins at a position. */
export function isNoPosition(error: unknown): boolean {
  return (error as { code?: unknown }).code === 3 && /invalid position/i.test((error as Error).message);
}

/** Says what kind of failure it was: the client's messages may hold what the server was told. */
export function unavailable(error: unknown): StoreUnavailable {
  const { name, code, type } = error as { name?: string; code?: number; type?: string };
  return new StoreUnavailable(`the event store does not answer: ${type ?? name ?? 'unknown'}${code === undefined ? '' : ` (gRPC ${code})`}`, {
    cause: error,
  });
}
