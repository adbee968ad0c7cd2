import type { TimerChange } from './runtime/timers.js';

const DAY_MS = 86_400_000;

/** Command of the timer that has read models folded anew. */
export const REFOLD = 'refold';

/**
 * After an erasure read models are folded anew from a log in which the person's keys are gone: so they lose whatever stood in
 * them opened, under pseudonyms too. Once in the night for all who were erased on a day, when all that follows from their
 * erasures has been done with what was known.
 */
export function refoldTimer({ type, stream, at }: { readonly type: string; readonly stream: string; readonly at: string }): readonly TimerChange[] {
  if (type !== 'PersonErased') return [];
  const day = at.slice(0, 10);
  const due = new Date(Date.parse(`${day}T00:00:00.000Z`) + DAY_MS).toISOString();
  return [{ set: `${REFOLD}/${day}`, due, command: { type: REFOLD, stream } }];
}
