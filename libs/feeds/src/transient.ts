import { isNativeError } from 'node:util/types';
import { DomainError, StoreUnavailable } from '@flipside/event-sourcing';

/** SQLSTATE classes that pass by themselves: connection, transaction rollback, resources, operator intervention. */
const TRANSIENT_CLASSES = ['08', '40', '53', '57'];
const TRANSIENT_CODES = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT'];
/** A name that is not known yet, a socket file that is not there yet, a network without a way: the other side may still come. */
const REACHING = ['connect', 'getaddrinfo'];
/** What the client of Postgres says of a connection, without a code. */
const LOST = /Connection terminated|timeout exceeded when trying to connect|is not queryable|Query read timeout/;

/** A command that needs read models waited long enough: they get there some day. */
const BEHIND = 'read-model-behind';

/** A fault of the surroundings, not of the event: worth waiting for, never a reason to park. */
export class TransientFault extends Error {
  /** Resolves when it may have passed: nobody has to wait any longer then. */
  readonly over: Promise<unknown> | undefined;

  constructor(message: string, { over, ...options }: ErrorOptions & { readonly over?: Promise<unknown> } = {}) {
    super(message, options);
    this.over = over;
  }
}

/** When a fault may have passed; undefined where nobody can say. */
export function overOf(error: unknown): Promise<unknown> | undefined {
  return error instanceof TransientFault ? error.over : undefined;
}

export function isTransient(error: unknown): boolean {
  if (error instanceof StoreUnavailable || error instanceof TransientFault) return true;
  if (error instanceof DomainError) return error.code === BEHIND;
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
