/**
 * A reader who keeps every figure that was ever released, knows who is in which cell, and adds and subtracts. Written apart
 * from what it attacks: sums of single contributions, modulo a large prime, so exactly and without any grouping.
 */
const PRIME = (1n << 61n) - 1n;

type Sum = ReadonlyMap<string, bigint>;

export class Attacker {
  private readonly rows: { readonly lead: string; readonly sum: Sum }[] = [];

  /** Learns the sum of some contributions. */
  learn(contributions: Iterable<string>): void {
    this.keep(this.reduce(sumOf(contributions)), undefined);
  }

  /** Whether the sum of these, less the sum of those, follows from what was learned. */
  canCompute(contributions: Iterable<string>, less: Iterable<string> = []): boolean {
    return this.reduce(plus(sumOf(contributions), sumOf(less), PRIME - 1n)).size === 0;
  }

  /** Groups of contributions about which something follows alone, by solving for others in this order first. */
  findings(order: readonly string[]): readonly (readonly string[])[] {
    const solver = new Attacker();
    const rank = new Map(order.map((contribution, index) => [contribution, index]));
    for (const { sum } of this.rows) solver.keep(solver.reduce(sum), rank);
    return solver.rows.map(({ sum }) => [...sum.keys()]);
  }

  private keep(sum: Sum, rank: ReadonlyMap<string, number> | undefined): void {
    if (sum.size === 0) return;
    const names = [...sum.keys()];
    const lead = rank ? names.reduce((a, b) => (rank.get(a)! <= rank.get(b)! ? a : b)) : names[0]!;
    const scaled = times(sum, inverse(sum.get(lead)!));
    this.rows.forEach((row, index) => {
      const factor = row.sum.get(lead);
      if (factor) this.rows[index] = { lead: row.lead, sum: plus(row.sum, scaled, PRIME - factor) };
    });
    this.rows.push({ lead, sum: scaled });
  }

  private reduce(sum: Sum): Sum {
    return this.rows.reduce((rest, row) => {
      const factor = rest.get(row.lead);
      return factor ? plus(rest, row.sum, PRIME - factor) : rest;
    }, sum);
  }
}

function sumOf(contributions: Iterable<string>): Sum {
  return new Map([...contributions].map((contribution) => [contribution, 1n]));
}

function times(sum: Sum, factor: bigint): Sum {
  return new Map([...sum].map(([name, value]) => [name, (value * factor) % PRIME]));
}

function plus(sum: Sum, other: Sum, factor: bigint): Sum {
  const added = new Map(sum);
  for (const [name, value] of other) {
    const total = ((added.get(name) ?? 0n) + value * factor) % PRIME;
    if (total === 0n) added.delete(name);
    else added.set(name, total);
  }
  return added;
}

/** By Fermat: the modulus is prime. */
function inverse(value: bigint): bigint {
  let result = 1n;
  for (let base = value, power = PRIME - 2n; power > 0n; power >>= 1n, base = (base * base) % PRIME) {
    if (power & 1n) result = (result * base) % PRIME;
  }
  return result;
}
