/** What a check found wrong, in words; empty lists are what is hoped for. */
export interface Findings {
  /** Acknowledged, or told, and not there. */
  readonly lost: string[];
  /** There more than once, or without anybody having asked for it. */
  readonly twice: string[];
  readonly outOfOrder: string[];
  readonly parked: string[];
  /** Read models whose rows are not the fold of what they follow. */
  readonly differing: string[];
  /** Programs that neither work nor end, so that nobody starts them again. */
  readonly stuck: string[];
}

export function noFindings(): Findings {
  return { lost: [], twice: [], outOfOrder: [], parked: [], differing: [], stuck: [] };
}

export function countOf(findings: Findings): number {
  return Object.values(findings).reduce((sum, list: readonly string[]) => sum + list.length, 0);
}
