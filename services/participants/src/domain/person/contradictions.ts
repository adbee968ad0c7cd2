import type { Employment } from '@flipside/contracts';

/** A field that can't be true beside the others; the code says why. Reported, never guessed away. */
export interface Contradiction {
  readonly field: 'endsOn' | 'startsOn' | 'status';
  readonly code: 'end-before-start' | 'employed-after-end' | 'left-before-end' | 'employed-before-start' | 'started-already';
}

type Dated = Pick<Employment, 'status' | 'startsOn' | 'endsOn'>;

/** @param on the later of the day for which HR states it and the day from which it holds. */
export function contradictionIn({ status, startsOn, endsOn }: Dated, on: string): Contradiction | undefined {
  if (startsOn && endsOn && endsOn < startsOn) return { field: 'endsOn', code: 'end-before-start' };
  return byEnd(status, endsOn, on) ?? (status === 'left' ? undefined : byStart(status, startsOn, on));
}

function byEnd(status: Dated['status'], endsOn: string | null, on: string): Contradiction | undefined {
  if (endsOn === null) return undefined;
  if (status === 'left') return endsOn > on ? { field: 'endsOn', code: 'left-before-end' } : undefined;
  return endsOn < on ? { field: 'endsOn', code: 'employed-after-end' } : undefined;
}

function byStart(status: Dated['status'], startsOn: string | null, on: string): Contradiction | undefined {
  if (startsOn === null) return undefined;
  if (status === 'future-start') return startsOn <= on ? { field: 'status', code: 'started-already' } : undefined;
  return startsOn > on ? { field: 'startsOn', code: 'employed-before-start' } : undefined;
}

/** What to do about each, in words. */
export const contradictionAdvice: Readonly<Record<Contradiction['code'], string>> = {
  'end-before-start': 'The employment ends before it starts: correct one of the days.',
  'employed-after-end': 'The last day is over, and yet the person is employed: correct the last day or the status.',
  'left-before-end': 'The person has left, and yet the last day lies ahead: correct the last day or the status.',
  'employed-before-start': 'The first day lies ahead, and yet the person is employed: correct the first day or the status.',
  'started-already': 'The first day is over, and yet the start lies ahead: correct the first day or the status.',
};
