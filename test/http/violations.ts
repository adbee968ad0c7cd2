import { DAY, INSTANT, UUID } from '@flipside/service-kit/http/formats';
import type { Schema } from '@flipside/service-kit/openapi/examples';
import fc from 'fast-check';

export type Find = (reference: string) => Schema;

/** A value with one thing wrong, or only changed, and what that is. */
export interface Variant {
  readonly what: string;
  readonly value: unknown;
}

/**
 * Values of every shape beside the good one, each changed in one place: another type, missing, unknown, out of range, too
 * long, at the very limit. Whether each is allowed is what schema and validator have to agree on.
 */
export function variantsOf(schema: Schema, good: unknown, find: Find, path = ''): readonly Variant[] {
  const shape = resolved(schema, find);
  return [...ofAnotherType(path), ...atTheLimits(shape, good, path), ...within(shape, good, find, path)];
}

function resolved(schema: Schema, find: Find): Schema {
  if (schema.$ref !== undefined) return resolved(find(schema.$ref), find);
  const [part] = [...(schema.allOf ?? []), ...(schema.anyOf ?? []).filter(({ type }) => type !== 'null')];
  return part ? { ...schema, allOf: undefined, anyOf: undefined, ...resolved(part, find) } : schema;
}

const OTHERS: readonly unknown[] = [null, true, 0, 1.5, 2 ** 53, '', '1', [], [null], ['x', 'x'], {}, { x: 1 }];
/** Longer lists are not tried: what decides about them is one number. */
const LONGEST = 120;

function ofAnotherType(path: string): readonly Variant[] {
  // a body of null is taken for one without fields
  return OTHERS.filter((value) => path !== '' || value !== null).map((value) => ({ what: `${path || 'the body'} = ${JSON.stringify(value)}`, value }));
}

function atTheLimits(schema: Schema, good: unknown, path: string): readonly Variant[] {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems } = schema;
  const numbers = stated(minimum, maximum).flatMap((limit) => [limit - 1, limit - 0.5, limit, limit + 0.5, limit + 1]);
  const texts = around(stated(minLength, maxLength)).flatMap((length) => ['a'.repeat(length), '😀'.repeat(length)]);
  const counts = stated(minItems, maxItems).filter((count) => count < LONGEST);
  const lists = Array.isArray(good) ? around(counts).map((count) => repeated(good[0], count)) : [];
  return [...numbers, ...texts, ...lists, ...lookalikes(schema)].map((value) => ({ what: `${path} ~ ${JSON.stringify(value)?.slice(0, 60)}`, value }));
}

function stated(...limits: readonly (number | undefined)[]): readonly number[] {
  return limits.filter((limit) => limit !== undefined);
}

function around(counts: readonly number[]): readonly number[] {
  return counts.flatMap((count) => [Math.max(count - 1, 0), count, count + 1]);
}

function repeated(item: unknown, times: number): readonly unknown[] {
  return Array.from({ length: times }, () => item);
}

/** Texts that nearly have a form, by how its pattern begins. */
const nearly: readonly (readonly [string | undefined, ...string[]])[] = [
  [undefined, '2027-03-15', 'generative-ai', 'DE', 'f'.repeat(32), '0b1f9a3e-5a42-5c33-8c0e-6f5f3f1f7a10'],
  [UUID.source.slice(0, 12), '0B1F9A3E-5A42-5C33-8C0E-6F5F3F1F7A10', '00000000-0000-0000-0000-000000000000', '0b1f9a3e-5a42-5c33-8c0e-6f5f3f1f7a10 '],
  [DAY.source.slice(0, 12), '2027-02-30', '2027-13-01', '2028-02-29', '2027-02-29', ' 2027-03-15', '2027-03-15\n'],
  [
    INSTANT.source.slice(0, 12), '2027-03-15T09:30:00Z', '2027-03-15T09:30Z', '2027-03-15T24:00:00Z', '2027-02-30T09:30:00Z',
    '2027-03-15T09:30:00+01:00', '2027-03-15T09:30:00.123Z', '2027-03-15T09:30:00.1234Z',
  ],
  ['^[a-z', 'a--b', '-a', 'A'], ['^([01]', '09:30', '24:00', '9:30'], ['^(([01]', '24:00', '24:01'], ['^[A-Z]', 'de', 'EUR', 'EURO'],
  ['^[^', 'a b@example.org', 'a@b', '@'], ['^[0-9a-f]{32}', 'g'.repeat(32)],
];

/** Texts that nearly have the form that is asked for. */
function lookalikes({ pattern, enum: values, type }: Schema): readonly unknown[] {
  if (values) return values.flatMap((one) => [one, `${String(one)} `, String(one).toUpperCase()]);
  if (pattern === undefined || ![type].flat().includes('string')) return [];
  return nearly.filter(([form]) => form === undefined || pattern.startsWith(form)).flatMap(([, ...values]) => values);
}

function within(schema: Schema, good: unknown, find: Find, path: string): readonly Variant[] {
  if (Array.isArray(good) && schema.items) {
    const rest = good.slice(1) as unknown[];
    return variantsOf(schema.items, good[0], find, `${path}[0]`).map(({ what, value }) => ({ what, value: [value, ...rest] }));
  }
  if (!schema.properties || typeof good !== 'object' || good === null) return [];
  const own = good as Readonly<Record<string, unknown>>;
  const missing = Object.keys(schema.properties).map((name) => ({ what: `without ${path}.${name}`, value: without(own, name) }));
  const unknown = { what: `with ${path}.unknown`, value: { ...own, unknown: 1 } };
  const inside = Object.entries(schema.properties).flatMap(([name, property]) =>
    variantsOf(property, own[name], find, `${path}.${name}`).map(({ what, value }) => ({ what, value: { ...own, [name]: value } })));
  return [...missing, unknown, ...inside];
}

function without(own: Readonly<Record<string, unknown>>, name: string): unknown {
  const { [name]: _left, ...rest } = own;
  return rest;
}

/** Good values, and now and then a bad one: any text and number in any field. */
export function anyOf(schema: Schema, find: Find): fc.Arbitrary<unknown> {
  const shape = resolved(schema, find);
  const nullable = [shape.type].flat().includes('null') || (schema.anyOf ?? []).some(({ type }) => type === 'null');
  const made = ofShape(shape, find);
  return nullable ? fc.option(made, { nil: null, freq: 5 }) : made;
}

function ofShape(shape: Schema, find: Find): fc.Arbitrary<unknown> {
  if (shape.enum) return fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...shape.enum.filter((one) => one !== null)) }, { weight: 1, arbitrary: fc.string() });
  switch ([shape.type].flat().find((type) => type !== 'null')) {
    case 'object':
      return objectOf(shape, find);
    case 'array':
      return listOf(shape, find);
    case 'integer':
      return wholeOf(shape);
    case 'number':
      return fc.double({ min: (shape.minimum ?? -1e6) - 1, max: (shape.maximum ?? 1e6) + 1, noNaN: true });
    case 'boolean':
      return fc.boolean();
    default:
      return textOf(shape);
  }
}

function listOf({ items = {}, minItems, maxItems = 3 }: Schema, find: Find): fc.Arbitrary<unknown> {
  return fc.array(anyOf(items, find), { minLength: minItems, maxLength: Math.min(maxItems, Math.max(3, minItems ?? 0)) });
}

function wholeOf({ minimum = -4, maximum = 1e6 }: Schema): fc.Arbitrary<unknown> {
  return fc.integer({ min: minimum - 1, max: Math.min(maximum, 1e9) + 1 });
}

function textOf({ pattern, example, minLength = 0, maxLength = 50 }: Schema): fc.Arbitrary<unknown> {
  const own = fc.string({ unit: 'grapheme', minLength: Math.max(minLength - 1, 0), maxLength: Math.min(maxLength, 60) + 1 });
  if (pattern === undefined) return own;
  return fc.oneof({ weight: 20, arbitrary: example === undefined ? fc.stringMatching(new RegExp(pattern)) : fc.oneof(fc.constant(example), fc.stringMatching(new RegExp(pattern))) }, { weight: 1, arbitrary: own });
}

function objectOf({ properties, required = [] }: Schema, find: Find): fc.Arbitrary<unknown> {
  if (!properties) return fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 });
  const members = Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, anyOf(property, find)]));
  return fc.record(members, { requiredKeys: required as never });
}
