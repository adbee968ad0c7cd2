/** A reproducible source of chance: the same seed gives the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1), with 32 random bits. */
  next(): number;
  /** Uniform whole number in [0, below). */
  below(bound: number): number;
}

/** sfc32 (Chris Doty-Humphrey, public domain), seeded from any text. */
export function seeded(seed: string): Random {
  let [a, b, c, counter] = spread(seed);
  const next = (): number => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 16; i++) next();
  return { next, below: (bound) => Math.floor(next() * bound) };
}

/** A new array in random order (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}

/** Four words from a text: FNV-1a with a different start for each. */
function spread(seed: string): [number, number, number, number] {
  const word = (start: number): number => {
    let hash = 0x811c9dc5 ^ start;
    for (const char of seed) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193);
    return hash | 0;
  };
  return [word(0), word(0x9e3779b9), word(0x7f4a7c15), 1];
}
