import { SERVED_BY, type Operation } from './document.js';
import { canonical } from './references.js';

/**
 * One operation of an operation that several services have: the kit's own, which know no rules of a domain.
 *
 * @throws Error when they are not the same operation.
 */
export function sharedOperation(known: Operation, operation: Operation, name: string): Operation {
  const { [SERVED_BY]: services, ...before } = known;
  if (canonical(before) === canonical(operation)) return before;
  throw new Error(`${name} is not the same in ${services?.join(', ')} and another service`);
}
