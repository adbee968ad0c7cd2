import { StoreUnavailable } from '@flipside/event-sourcing';

/** SQLSTATE classes that pass by themselves: connection, transaction rollback, resources, operator intervention. */
const TRANSIENT_CLASSES = ['08', '40', '53', '57'];
const TRANSIENT_CODES = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT'];

/** A fault of the surroundings, not of the event: worth waiting for, never a reason to park. */
export class TransientFault extends Error {}

export function isTransient(error: unknown): boolean {
  if (error instanceof StoreUnavailable || error instanceof TransientFault) return true;
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && isTransientCode(code)) return true;
  if (/Connection terminated|timeout exceeded when trying to connect/.test(error.message)) return true;
  return error.cause !== undefined && isTransient(error.cause);
}

function isTransientCode(code: string): boolean {
  return TRANSIENT_CODES.includes(code) || (code.length === 5 && TRANSIENT_CLASSES.includes(code.slice(0, 2)));
}
