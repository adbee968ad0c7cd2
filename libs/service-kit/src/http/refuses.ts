import { ApiExtension } from '@nestjs/swagger';

export const REFUSES = 'x-flipside-codes';

/**
 * Error codes of the domain that a route answers with. A query has none without it; a command may answer with any of its
 * service without it, and with these alone where it names them.
 */
export function Refuses(...codes: readonly string[]): MethodDecorator {
  return ApiExtension(REFUSES, [...codes]);
}
