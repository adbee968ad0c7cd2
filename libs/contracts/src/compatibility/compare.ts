import type { JsonSchema } from '../documents/json-schema.js';
import { comparedFields, type Finding } from './compare-fields.js';

/** What one topic carried: its bundle as it was released, or as it is now. */
export type Bundle = JsonSchema;

export interface Comparison {
  /** What a reader or the messages of before would break on, each with where and what. */
  readonly breaking: readonly string[];
  readonly added: readonly string[];
}

type Bundles = ReadonlyMap<string, Bundle>;

/**
 * Topics are kept for ever, so readers of before read what comes, and readers to come read what was. Both can only rely on
 * what never changes: contracts gain optional fields, types and topics; anything else is a new version of the topic.
 * @param released by topic.
 */
export function compareContracts(released: Bundles, current: Bundles): Comparison {
  const findings = [...released].flatMap(([topic, before]) => comparedTopic(topic, before, current));
  const news = [...current].filter(([topic]) => !released.has(topic)).map(([topic]) => `${topic}: new topic`);
  return {
    breaking: findings.filter(({ breaks }) => breaks).map(({ text }) => text),
    added: [...findings.filter(({ breaks }) => !breaks).map(({ text }) => text), ...news],
  };
}

function comparedTopic(topic: string, before: Bundle, current: Bundles): readonly Finding[] {
  const now = current.get(topic);
  if (!now) return [{ breaks: true, text: `${topic}: topic removed` }];
  const [old, present] = [typesOf(before), typesOf(now)];
  const kept = Object.keys(old).flatMap((type) => {
    const where = `${topic} ${type}`;
    return Object.hasOwn(present, type) ? comparedType(where, old[type]!, present[type]!) : [{ breaks: true, text: `${where}: ${whereabouts(topic, type, current)}` }];
  });
  const news = Object.keys(present).filter((type) => !Object.hasOwn(old, type)).map((type) => ({ breaks: false, text: `${topic} ${type}: new event` }));
  return [...kept, ...news];
}

/** An event that is gone from its topic: told to another audience, or not at all. */
function whereabouts(topic: string, type: string, current: Bundles): string {
  const other = topic.includes('.sealed.') ? topic.replace('.sealed.', '.') : topic.replace(/\.(v\d+)$/, '.sealed.$1');
  return Object.hasOwn(typesOf(current.get(other)), type) ? `audience changed: it is told on ${other} alone` : 'event removed or renamed';
}

function comparedType(where: string, before: JsonSchema, now: JsonSchema): readonly Finding[] {
  const plain = comparedFields(where, before, now);
  const sealed = comparedFields(`${where} (sealed)`, sealedOf(before), sealedOf(now));
  return [...plain, ...sealed, ...comparedMinor(where, before, now, [...plain, ...sealed].some(({ breaks }) => !breaks))];
}

function comparedMinor(where: string, before: JsonSchema, now: JsonSchema, gained: boolean): readonly Finding[] {
  const [old, present] = [before['x-minor'] as number, now['x-minor'] as number];
  if (present < old) return [{ breaks: true, text: `${where}: minor version went back from ${old} to ${present}` }];
  if (gained && present === old) return [{ breaks: true, text: `${where}: minor version is still ${old} though fields were added` }];
  return [];
}

function typesOf(bundle: Bundle | undefined): Readonly<Record<string, JsonSchema>> {
  return (bundle?.['$defs'] ?? {}) as Readonly<Record<string, JsonSchema>>;
}

const NOTHING: JsonSchema = { type: 'object', properties: {} };

function sealedOf(schema: JsonSchema): JsonSchema {
  return (schema['x-sealed'] as JsonSchema | undefined) ?? NOTHING;
}
