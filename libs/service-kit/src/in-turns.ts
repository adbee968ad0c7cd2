/**
 * Works on many things side by side, so many at a time; those of one group one after the other, in their order. Once one
 * fails no other is begun.
 *
 * @throws what the first one threw, after all that had begun have ended.
 */
export async function inTurns<T>(items: readonly T[], groupOf: (item: T) => string, width: number, work: (item: T) => Promise<void>): Promise<void> {
  const groups = [...Map.groupBy(items, groupOf).values()];
  const faults: unknown[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let group = groups[next++]; group; group = groups[next++]) {
      for (const item of group) {
        if (faults.length > 0) return;
        await work(item).catch((fault: unknown) => faults.push(fault));
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, groups.length) }, worker));
  if (faults.length > 0) throw faults[0];
}
