import { monthsBetween } from '../dates.js';

/** A certificate counts for this many months, and a level is lost for each so many without use. */
const MONTHS = 24;
/** What a certificate that counts is worth: fluent. */
const CERTIFIED = 4;

export interface Claim {
  /** 0–5 as declared; null where nothing was. */
  readonly declared: number | null;
  /** `YYYY-MM-DD`. */
  readonly lastUsed: string | null;
  /** Days of certificates in the topic. */
  readonly certificates: readonly string[];
}

export interface Effective {
  /** 0–5; null where nothing was declared and no certificate counts. */
  readonly level: number | null;
  /** Whole months since last use; null where nobody says. A certificate that counts is a use. */
  readonly months: number | null;
}

/**
 * Effective proficiency: as declared, or 4 for a certificate under 24 months old, less 1 for each 24 months since last use.
 * How long somebody has been employed is no term of it. Nothing is taken off where no last use is known.
 */
export function effectiveProficiency(claim: Claim, asOf: string): Effective {
  const counting = claim.certificates.filter((on) => on <= asOf && monthsBetween(on, asOf) < MONTHS);
  const uses = [...counting, ...(claim.lastUsed === null ? [] : [claim.lastUsed])].sort();
  const lastUse = uses.at(-1);
  const months = lastUse === undefined ? null : Math.max(0, monthsBetween(lastUse, asOf));
  if (claim.declared === null && counting.length === 0) return { level: null, months };
  const base = counting.length > 0 ? Math.max(claim.declared ?? 0, CERTIFIED) : claim.declared!;
  return { level: Math.max(0, base - Math.floor((months ?? 0) / MONTHS)), months };
}
