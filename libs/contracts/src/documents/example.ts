import { createHash } from 'node:crypto';
import type { JsonSchema } from './json-schema.js';

/**
 * A value that a schema allows: its own example where it has one, else the simplest.
 * @param name of the field: ids of different things are different.
 * @throws Error for a pattern without an example: what fits it can only be said by whoever wrote it.
 */
export function exampleOf(schema: JsonSchema, name = ''): unknown {
  const given = [schema.examples?.[0], schema.const, schema.enum?.[0]].find((one) => one !== undefined);
  if (given !== undefined) return given;
  if (schema.anyOf) return exampleOf(schema.anyOf[0]!, name);
  return byType(schema, name);
}

function byType(schema: JsonSchema, name: string): unknown {
  switch (schema.type) {
    case 'object':
      return { ...recordOf(schema), ...fieldsOf(schema) };
    case 'array':
      return Array.from({ length: Math.max(schema.minItems ?? 0, 1) }, () => exampleOf(schema.items ?? {}, name));
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return textOf(schema, name);
  }
}

/** Sealed sections have no example: nobody without keys can tell one from another. */
function fieldsOf({ properties = {} }: JsonSchema): object {
  const fields = Object.entries(properties).filter(([name]) => name !== '$sealed');
  return Object.fromEntries(fields.map(([name, field]) => [name, exampleOf(field, name)]));
}

function recordOf({ patternProperties = {} }: JsonSchema): object {
  return Object.fromEntries(Object.values(patternProperties).map((value) => ['share', exampleOf(value)]));
}

const TEXTS: Readonly<Record<string, string>> = { date: '2027-02-15', 'date-time': '2027-02-15T09:00:00.000Z' };

function textOf({ format, pattern }: JsonSchema, name: string): string {
  if (format === 'uuid') return idOf(name);
  if (pattern !== undefined) throw new Error(`${name}: a text of ${pattern} needs an example`);
  return (format && TEXTS[format]) ?? 'a word';
}

/** A UUID of no standing, the same for the same name. */
export function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
