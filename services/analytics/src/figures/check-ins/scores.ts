import type { AskedInstrument } from '@flipside/contracts';

const LOWEST = 1;
const HIGHEST = 5;

/**
 * Items of one answer in the order asked, reversed ones turned round first (1 becomes 5), so that high is always good;
 * null where any was left out.
 */
export function completeAnswer(instrument: AskedInstrument, answers: Readonly<Record<string, number | null>>): number[] | null {
  const items = instrument.items.map(({ item, reversed }) => turned(answers[item] ?? null, reversed));
  return items.every((value) => value !== null) ? items : null;
}

function turned(value: number | null, reversed: boolean): number | null {
  return value === null || !reversed ? value : LOWEST + HIGHEST - value;
}
