import { EpochChanged, EventTooLarge, RevisionConflict, StoreUnavailable } from '@flipside/event-sourcing';

/** Connection, serialisation, resources, operator's intervention, and a server that has become a read-only standby. */
const PASSING = /^(08|40|53|57)|^25006$/;

/** Whether a failure passes by itself: the same call may succeed on another connection. */
export function passes(error: unknown): boolean {
  if (isAnswer(error)) return false;
  const code = (error as { code?: unknown }).code;
  const severity = (error as { severity?: unknown }).severity;
  // What has no SQLSTATE did not come from the server: the connection broke, or could not be made.
  return severity === undefined || typeof code !== 'string' || PASSING.test(code);
}

/** Whether the connection is of no use any more after a failure that passes. */
export function needsNewConnection(error: unknown): boolean {
  return passes(error) && !String((error as { code?: unknown }).code).startsWith('40');
}

export function unavailable(error: unknown): StoreUnavailable {
  const reason = error instanceof AggregateError ? error.errors.map(String).join(', ') : String(error);
  return new StoreUnavailable(`the event store does not answer: ${reason}`, { cause: error });
}

function isAnswer(error: unknown): boolean {
  const answers = [EpochChanged, EventTooLarge, RevisionConflict, RangeError, TypeError];
  return answers.some((answer) => error instanceof answer);
}
