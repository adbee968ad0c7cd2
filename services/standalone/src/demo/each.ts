/** Does something for each item, at most so many at once; the first failure ends it. Results in the order of the items. */
export async function each<T, R>(items: readonly T[], work: (item: T, index: number) => Promise<R>, atOnce = 16): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index]!, index);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}
