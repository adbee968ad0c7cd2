import { definePolicy, type Cause, type Feed, type Policy } from '@flipside/feeds';
import type { KeyRing } from '@flipside/privacy';

type Erased = Cause & { readonly type: string; readonly data: object };

/**
 * Destroys a person's keys in this service once they were erased, and for good: no key is ever made for them again. The
 * destruction repeats harmlessly.
 *
 * @param feed in which PersonErased comes: own events in participants, its contracts elsewhere.
 */
export function forgetErased<E extends Erased>(feed: Feed<E>, ring: KeyRing): Policy<E> {
  return definePolicy<E>({
    name: 'forget-erased',
    feed,
    expected: [],
    on: { PersonErased: (event: E) => ring.eraseSubject((event.data as { personId: string }).personId) } as Policy<E>['on'],
  });
}
