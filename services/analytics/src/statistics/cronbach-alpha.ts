import { fisherQuantile } from './distributions.js';
import { variance } from './summary.js';
import { known, unknown, type FigureValue, type Missing } from './value.js';

/** Fewest complete answers and items for which alpha is told. */
export const LEAST_ANSWERS = 30;
export const LEAST_ITEMS = 3;

/**
 * Cronbach's alpha of complete answers (a row for each respondent, a column for each item, reversed items turned round
 * already) with Feldt's 95 % interval (L. S. Feldt, Psychometrika 1965). Unknown under 30 answers (`too-few-answers`),
 * under 3 items (`too-few-items`), or where the sums do not vary (`no-variance`).
 */
export function cronbachAlpha(answers: readonly (readonly number[])[], missing: Missing = {}): FigureValue {
  const n = answers.length;
  const items = answers[0]?.length ?? 0;
  if (n < LEAST_ANSWERS) return unknown('too-few-answers', n, missing);
  if (items < LEAST_ITEMS) return unknown('too-few-items', n, missing);
  const total = variance(answers.map((row) => row.reduce((sum, item) => sum + item, 0)));
  if (total === 0) return unknown('no-variance', n, missing);
  const single = Array.from({ length: items }, (_, i) => variance(answers.map((row) => row[i]!)));
  const alpha = (items / (items - 1)) * (1 - single.reduce((sum, item) => sum + item, 0) / total);
  const bound = (p: number): number => 1 - (1 - alpha) * fisherQuantile(p, n - 1, (n - 1) * (items - 1));
  return known(alpha, n, [bound(0.975), bound(0.025)], missing);
}
