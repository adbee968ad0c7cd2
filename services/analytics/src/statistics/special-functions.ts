const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x > 0; Lanczos' approximation with g = 7 and nine terms, good to about 1e-14. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const t = x + 6.5;
  const sum = LANCZOS.reduce((total, term, i) => (i === 0 ? term : total + term / (x - 1 + i)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * Regularised incomplete beta function I_x(a, b): the chance that a beta variable is at most x. By its continued fraction
 * (Abramowitz and Stegun 26.5.8), turned round where it would converge slowly.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b));
  return (front / a) * continuedFraction((m) => betaTerm(m, x, a, b));
}

/** Complementary error function for x ≥ 0: by its Taylor series below 2, by a continued fraction above. */
export function erfc(x: number): number {
  if (x < 2) return 1 - erfSeries(x);
  const inner = continuedFraction((m) => m / (2 * x * x));
  return (Math.exp(-x * x) / (x * Math.sqrt(Math.PI))) * inner;
}

function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

function betaTerm(m: number, x: number, a: number, b: number): number {
  const k = Math.floor(m / 2);
  if (m % 2 === 0) return (k * (b - k) * x) / ((a + m - 1) * (a + m));
  return (-(a + k) * (a + b + k) * x) / ((a + m - 1) * (a + m));
}

/** 1/(1 + d₁/(1 + d₂/(1 + …))) by Lentz's method. */
function continuedFraction(term: (m: number) => number): number {
  let value = 1;
  let numerator = 1;
  let denominator = 0;
  for (let m = 1; m < 10_000; m++) {
    denominator = 1 / nonZero(1 + term(m) * denominator);
    numerator = nonZero(1 + term(m) / numerator);
    const factor = numerator * denominator;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-15) break;
  }
  return 1 / value;
}

function nonZero(x: number): number {
  return Math.abs(x) < 1e-300 ? 1e-300 : x;
}
