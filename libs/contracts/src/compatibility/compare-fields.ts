import { isDeepStrictEqual } from 'node:util';
import type { JsonSchema } from '../documents/json-schema.js';
import { SEALED_UNDER } from '../sealed-fields.js';

export interface Finding {
  readonly breaks: boolean;
  /** Where and what. */
  readonly text: string;
}

/** Says something to people, and nothing of what a value may be. */
const ANNOTATIONS = new Set(['title', 'description', 'examples', 'x-minor', 'x-audience', 'x-sealed']);
/** Compared part by part, not as a whole. */
const PARTS = new Set(['properties', 'required', 'items', 'anyOf', 'patternProperties', 'enum', 'const', 'type', SEALED_UNDER]);

/** What changed between two schemas of an object. @param where names it in the findings. */
export function comparedFields(where: string, before: JsonSchema, now: JsonSchema): readonly Finding[] {
  const [old, present] = [before.properties ?? {}, now.properties ?? {}];
  const kept = Object.keys(old).flatMap((name) => {
    const path = `${where}.${name}`;
    if (!Object.hasOwn(present, name)) return [breaking(path, 'field removed or renamed')];
    return [...comparedPresence(path, isRequired(before, name), isRequired(now, name)), ...comparedValue(path, old[name]!, present[name]!)];
  });
  const news = Object.keys(present).filter((name) => !Object.hasOwn(old, name));
  return [...kept, ...news.map((name) => (isRequired(now, name) ? breaking(`${where}.${name}`, 'new field is required') : { breaks: false, text: `${where}.${name}: new optional field` }))];
}

function comparedPresence(path: string, before: boolean, now: boolean): readonly Finding[] {
  if (before === now) return [];
  return [breaking(path, now ? 'optional field became required' : 'required field became optional')];
}

function comparedValue(path: string, before: JsonSchema, now: JsonSchema): readonly Finding[] {
  const [old, present] = [valuesOf(before), valuesOf(now)];
  if (old && present) return [...comparedValues(path, old, present), ...comparedRest(path, before, now)];
  if (kindOf(before) !== kindOf(now)) return [breaking(path, `type changed from ${kindOf(before)} to ${kindOf(now)}`)];
  return [
    ...comparedFields(path, before, now),
    ...(before.items && now.items ? comparedValue(`${path}[]`, before.items, now.items) : []),
    ...(before.anyOf ?? []).flatMap((one, index) => comparedValue(path, one, now.anyOf![index]!)),
    ...Object.entries(before.patternProperties ?? {}).flatMap(([name, one]) => comparedValue(`${path}{}`, one, now.patternProperties?.[name] ?? {})),
    ...comparedRest(path, before, now),
  ];
}

function comparedValues(path: string, before: readonly unknown[], now: readonly unknown[]): readonly Finding[] {
  const listed = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(', ');
  const [gone, come] = [before.filter((value) => !now.includes(value)), now.filter((value) => !before.includes(value))];
  return [
    ...(gone.length > 0 ? [breaking(path, `values dropped: ${listed(gone)}`)] : []),
    ...(come.length > 0 ? [breaking(path, `values added, which nobody who reads it knows: ${listed(come)}`)] : []),
  ];
}

/** Formats, patterns and limits: a narrower one refuses what is on the topic, a wider one means something else. */
function comparedRest(path: string, before: JsonSchema, now: JsonSchema): readonly Finding[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((name) => !ANNOTATIONS.has(name) && !PARTS.has(name));
  const changed = names.filter((name) => !isDeepStrictEqual(before[name], now[name]));
  const findings = changed.map((name) => breaking(path, `${name} changed from ${JSON.stringify(before[name])} to ${JSON.stringify(now[name])}`));
  return [...findings, ...comparedSeal(path, before[SEALED_UNDER], now[SEALED_UNDER])];
}

function comparedSeal(path: string, before: unknown, now: unknown): readonly Finding[] {
  if (isDeepStrictEqual(before, now)) return [];
  const told = (seal: unknown): string => {
    const { class: name, subjects } = (seal ?? { class: 'nothing', subjects: [] }) as { class: string; subjects: readonly string[] };
    return `${name} of ${subjects.join(' and ') || 'nobody'}`;
  };
  return [breaking(path, `sealed under ${told(now)}, was ${told(before)}`)];
}

/** The values of an enumeration, however it is written; undefined for what is none. */
function valuesOf({ enum: values, const: only, anyOf = [] }: JsonSchema): readonly unknown[] | undefined {
  if (values) return values;
  if (only !== undefined) return [only];
  return anyOf.length > 0 && anyOf.every((one) => one.const !== undefined) ? anyOf.map((one) => one.const) : undefined;
}

/** `string`, `object or null`, `one of some values`. */
function kindOf(schema: JsonSchema): string {
  if (valuesOf(schema)) return 'one of some values';
  return schema.anyOf?.map(kindOf).join(' or ') ?? schema.type ?? 'anything';
}

function isRequired({ required = [] }: JsonSchema, name: string): boolean {
  return required.includes(name);
}

function breaking(path: string, what: string): Finding {
  return { breaks: true, text: `${path}: ${what}` };
}
