import type { TSchema } from 'typebox';
import Value from 'typebox/value';

/** Where a value breaks its schema: a JSON pointer, and what it must be. Never the value itself, which may be personal. */
export interface Fault {
  readonly path: string;
  readonly must: string;
}

/** All places at which a value breaks its schema, one fault a place; empty when it is right. */
export function faultsOf(schema: TSchema, value: unknown): readonly Fault[] {
  if (Value.Check(schema, value)) return [];
  const faults = new Map<string, Fault>();
  for (const { instancePath: path, message } of Value.Errors(schema, value)) {
    if (!faults.has(path)) faults.set(path, { path: path || '/', must: message });
  }
  return [...faults.values()];
}
