import { isNativeError } from 'node:util/types';
import { StoreUnavailable } from '@flipside/event-sourcing';

/** SQLSTATE classes that pass by themselves: connection, transaction rollback, resources, operator intervention. */
const TRANSIENT_CLASSES = ['08', '40', '53', '57'];
const TRANSIENT_CODES = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT'];
/** A name that is not known yet, a socket file that is not there yet, a network without a way: the other side may still come. */
const REACHING = ['connect', 'getaddrinfo'];
/** What the client of Postgres says of a connection, without a code. */
const LOST = /Connection terminated|timeout exceeded when trying to connect|is not queryable|Query read timeout/;

/** A fault of the surroundings, not of the event: worth waiting for, never a reason to park. */
export class TransientFault extends Error {}

export function isTransient(error: unknown): boolean {
  if (error instanceof StoreUnavailable || error instanceof TransientFault) return true;
  if (!isNativeError(error)) return false;
  return isUnreached(error) || LOST.test(error.message) || behind(error).some(isTransient);
}

/** What an error came from: its cause, and one each for the addresses of a name. */
function behind(error: Error): readonly unknown[] {
  return [...((error as Partial<AggregateError>).errors ?? []), error.cause];
}

function isUnreached(error: Error): boolean {
  const { code, syscall } = error as { readonly code?: unknown; readonly syscall?: unknown };
  if (typeof syscall === 'string' && REACHING.includes(syscall)) return true;
  return typeof code === 'string' && isTransientCode(code);
}

function isTransientCode(code: string): boolean {
  return TRANSIENT_CODES.includes(code) || (code.length === 5 && TRANSIENT_CLASSES.includes(code.slice(0, 2)));
}
