import { erfc, incompleteBeta } from './special-functions.js';

/** The z with a share `p` (0 < p < 1) of the standard normal distribution below it. */
export function normalQuantile(p: number): number {
  if (p < 0.5) return -normalQuantile(1 - p);
  if (p === 0.5) return 0;
  return invertFalling((z) => erfc(z / Math.SQRT2) / 2, 1 - p, 0, 40);
}

/** The t with a share `p` of Student's distribution below it; `df` degrees of freedom, not necessarily whole. */
export function studentQuantile(p: number, df: number): number {
  if (p < 0.5) return -studentQuantile(1 - p, df);
  if (p === 0.5) return 0;
  const y = betaQuantile(2 * (1 - p), df / 2, 0.5);
  return Math.sqrt((df * (1 - y)) / y);
}

/** The x with a share `p` of Fisher's F distribution below it. */
export function fisherQuantile(p: number, df1: number, df2: number): number {
  const y = betaQuantile(p, df1 / 2, df2 / 2);
  return (df2 * y) / (df1 * (1 - y));
}

function betaQuantile(p: number, a: number, b: number): number {
  return invertFalling((y) => -incompleteBeta(y, a, b), -p, 0, 1);
}

/** Halves until neighbouring numbers are left: exact to the last bits of f, and never astray. */
function invertFalling(f: (x: number) => number, wanted: number, low: number, high: number): number {
  let [a, b] = [low, high];
  for (;;) {
    const middle = a + (b - a) / 2;
    if (middle <= a || middle >= b) return middle;
    if (f(middle) > wanted) a = middle;
    else b = middle;
  }
}
