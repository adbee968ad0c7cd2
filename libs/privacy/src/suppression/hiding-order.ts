import { depthOf } from './cell.js';
import { isUnknown, type Judged } from './judged.js';
import type { ReleaseMemory } from './memory.js';

/**
 * Which cell is hidden for another's sake: the finest; one that was hidden before, so that the same stay hidden; one that asks
 * for no further one in its own row and column; the one of fewest people.
 */
export class HidingOrder<Value, Band> {
  private readonly linesOf = new Map<Judged<Value, Band>, (readonly Judged<Value, Band>[])[]>();
  private readonly known: ReadonlySet<string>;

  constructor(lines: readonly (readonly Judged<Value, Band>[])[], private readonly memory: ReleaseMemory<Value, Band>) {
    for (const line of lines) {
      for (const one of line) {
        const own = this.linesOf.get(one);
        if (own) own.push(line);
        else this.linesOf.set(one, [line]);
      }
    }
    this.known = new Set(memory.known.flat().map(textOf));
  }

  /** What was shown before stays known: hiding it would hide nothing. */
  isKnown({ group }: Judged<Value, Band>): boolean {
    return this.known.has(textOf(group));
  }

  firstOf(candidates: readonly Judged<Value, Band>[]): Judged<Value, Band> | undefined {
    const ranked = candidates.map((one) => ({ one, rank: this.rankOf(one) }));
    return ranked.sort((a, b) => compare(a.rank, b.rank) || (a.one.place < b.one.place ? -1 : 1))[0]?.one;
  }

  private rankOf(one: Judged<Value, Band>): readonly number[] {
    const lonely = (this.linesOf.get(one) ?? []).filter((line) => line.length > 1 && !line.some(isUnknown)).length;
    return [-depthOf(one.cell.key), one.place in this.memory.hidden ? 0 : 1, lonely, one.people, one.group.length];
  }
}

function textOf(group: readonly string[]): string {
  return group.join('\n');
}

function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, at) => value !== b[at]);
  return index < 0 ? 0 : a[index]! - b[index]!;
}
