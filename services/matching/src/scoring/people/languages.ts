import { fluencies, type Fluency } from '@flipside/contracts';

/** Primary language ▸ fluency, 0 basic to 3 native. */
export type Languages = ReadonlyMap<string, number>;

/** Regions and scripts don't count: en-GB and en-US talk to each other. The best entry of a language counts. */
export function languagesOf(entries: readonly { readonly tag: string; readonly fluency: Fluency }[]): Languages {
  const known = new Map<string, number>();
  for (const { tag, fluency } of entries) {
    const primary = tag.trim().toLowerCase().split(/[-_]/)[0]!;
    if (primary !== '') known.set(primary, Math.max(known.get(primary) ?? 0, fluencies.indexOf(fluency)));
  }
  return known;
}

/** The shared language in which the lesser of the two fluencies is best, the first by name among equals; null without one. */
export function bestShared(a: Languages, b: Languages): { readonly language: string; readonly rank: number } | null {
  let best: { language: string; rank: number } | null = null;
  for (const [language, mine] of a) {
    const theirs = b.get(language);
    if (theirs === undefined) continue;
    const rank = Math.min(mine, theirs);
    if (best === null || rank > best.rank || (rank === best.rank && language < best.language)) best = { language, rank };
  }
  return best;
}
