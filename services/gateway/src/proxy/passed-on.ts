import { Problem } from '@flipside/service-kit';
import type { Answered } from './upstream.js';

type Code = Problem['code'];

/** What a service refuses for a reason that is the caller's: passed on under the same code. */
const CALLERS: ReadonlySet<string> = new Set<Code>([
  'token-missing', 'token-invalid', 'token-expired', 'roles-exclude-each-other', 'role-missing', 'not-found', 'cursor-invalid', 'log-restored',
  'request-invalid', 'too-many-requests',
]);

/** The body of a good answer. @throws Problem that the service gave, or `service-unavailable`. */
export function passedOn<T>({ status, body }: Answered, service: string): T {
  if (status < 300) return body as T;
  const { code = '', detail = '' } = (body ?? {}) as { code?: string; detail?: string };
  if (CALLERS.has(code)) throw new Problem(code as Code, detail);
  throw new Problem('service-unavailable', `The service ${service} could not answer: try again.`, { headers: { 'retry-after': '2' } });
}
