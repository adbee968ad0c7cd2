import { readFile } from 'node:fs/promises';

/** A new id at each installation: those of people and units come from a key of its own, the others from theirs. */
const ID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;

/** A report as two runs of one seed have in common: rows in an order that does not rest on ids, and ids left out. */
export async function commonReport(file: string): Promise<unknown> {
  return withoutIds(JSON.parse(await readFile(file, 'utf8')));
}

function withoutIds(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(ID, 'id');
  if (Array.isArray(value)) return inOrder(value.map(withoutIds));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([name, inner]) => [name.replaceAll(ID, 'id'), withoutIds(inner)] as const);
  const keyedById = new Set(entries.map(([name]) => name)).size < entries.length;
  return keyedById ? inOrder(entries) : Object.fromEntries(entries);
}

/** Pairs of numbers are intervals, whose order says something. */
function inOrder(values: readonly unknown[]): readonly unknown[] {
  if (values.every((value) => typeof value === 'number')) return values;
  return values.map((value) => [JSON.stringify(value), value] as const).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
