/** About how many characters a JSON value holds, without writing it. */
export function roughSize(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 5;
  let size = 2;
  for (const item of Object.values(value)) size += 10 + roughSize(item);
  return size;
}
