import { overridable, type HardConstraint } from '../domain/constraints.js';
import type { Field } from '../scoring/pairs/field.js';
import { brokenBy } from '../scoring/pairs/judge.js';
import { ONE_MORE, pairSizes, sizeOf, type PairSizes } from './pair-sizes.js';
import type { Change } from './result.js';

/**
 * Of pairs that share a topic the one that breaks least; what is private or power distance has no change to offer. With a partner who
 * is free the pair would come about for certain, one more than there are; a partner who is taken counts as one constraint more.
 */
export class SmallestChange {
  private best: { readonly size: number; readonly change: Change } | undefined;

  constructor(
    private readonly field: Field,
    private readonly sizes: PairSizes,
  ) {}

  /** Null where no pair has one. */
  get change(): Change | null {
    return this.best?.change ?? null;
  }

  /** Most pairs are told to break more than the best so far by numbers alone; the first of those that are alike stays. */
  look(mentor: number, mentee: number, isTaken: boolean): void {
    const limit = (this.best?.size ?? Infinity) - (isTaken ? ONE_MORE : 0);
    if (this.sizes(mentor, mentee, limit) < limit) this.best = this.inFull(mentor, mentee, isTaken) ?? this.best;
  }

  private inFull(mentor: number, mentee: number, isTaken: boolean): { readonly size: number; readonly change: Change } | undefined {
    const { field } = this;
    const minutes = field.minutes(mentor, mentee);
    const { broken } = brokenBy(field.court, field.mentors[mentor]!, field.mentees[mentee]!, minutes < 0 ? null : minutes);
    const [constraint] = broken;
    if (constraint === undefined || broken.some((one) => !overridable.has(one) && !datum.has(one))) return undefined;
    const by = broken.length > 1 ? undefined : amountOf(field, constraint, mentor, mentee, minutes);
    const one = { kind: 'constraint', constraint, ...(by !== undefined && { by }) } as const;
    const change = broken.length > 1 ? ({ kind: 'several', constraints: broken } as const) : one;
    return isTaken ? { size: sizeOf(broken, by) + ONE_MORE, change: { ...change, taken: true } } : { size: sizeOf(broken, by), change };
  }
}

/** A search over a run's people; each person has one of their own. */
export function changeSearch(field: Field): () => SmallestChange {
  const sizes = pairSizes(field);
  return () => new SmallestChange(field, sizes);
}

/** What a person or HR can put right. */
const datum: ReadonlySet<HardConstraint> = new Set(['not-eligible', 'level-unknown', 'chain-unknown']);

function amountOf(field: Field, constraint: HardConstraint, mentor: number, mentee: number, minutes: number): number | undefined {
  if (constraint === 'availability') return field.policy.minSharedMinutes - Math.max(0, minutes);
  if (constraint !== 'level-gap') return undefined;
  return field.policy.minLevelGap - (field.mentees[mentee]!.level - field.mentors[mentor]!.level);
}
