import { allContracts } from '../all-contracts.js';
import { topicOf, type Audience, type ContractDefinition, type ServiceName } from '../contract.js';
import { plain, type JsonSchema } from './json-schema.js';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** What a topic carries. */
export interface TopicSchemas {
  readonly topic: string;
  readonly service: ServiceName;
  readonly audience: Audience;
  /** By type of event. */
  readonly types: Readonly<Record<string, JsonSchema>>;
}

/** Every topic with the schemas of what it carries, in one order. */
export function allTopics(): readonly TopicSchemas[] {
  return Object.entries(allContracts).flatMap(([service, audiences]) =>
    Object.entries(audiences).filter(([, definitions]) => Object.keys(definitions).length > 0).map(([audience, definitions]) => ({
      topic: topicOf(service as ServiceName, audience as Audience),
      service: service as ServiceName,
      audience: audience as Audience,
      types: Object.fromEntries(Object.entries(definitions).map(([type, definition]) => [type, schemaOf(type, definition)])),
    })),
  );
}

/** All schemas of a topic in one document, as they are committed and released. */
export function bundleOf({ topic, audience, types }: TopicSchemas): JsonSchema {
  return { $schema: DIALECT, $id: `urn:flipside:${topic}`, title: topic, 'x-audience': audience, $defs: types };
}

/** The schema of one type by itself, as it is served. Undefined for what is told nowhere. */
export function schemaDocument(topic: string, type: string): JsonSchema | undefined {
  const found = allTopics().find((one) => one.topic === topic);
  if (!found || !Object.hasOwn(found.types, type)) return undefined;
  return { $schema: DIALECT, $id: `urn:flipside:${topic}:${type}`, ...found.types[type] };
}

/** A message's data. Sealed fields are what a granted service reads once it has opened them; they travel in `$sealed`. */
function schemaOf(type: string, { audience, minor, description, data, sealed }: ContractDefinition): JsonSchema {
  const { type: kind, required, properties } = plain(data);
  const fields = { ...properties, ...(sealed && { $sealed: sealedSections }) };
  return {
    title: type, description, 'x-audience': audience, 'x-minor': minor, type: kind, ...(required && { required }), properties: fields,
    ...(sealed && { 'x-sealed': plain(sealed) }),
  };
}

const text: JsonSchema = { type: 'string' };
const texts: JsonSchema = { type: 'array', items: text };
const sealedSections: JsonSchema = {
  type: 'array',
  description: 'Fields that are encrypted together under all of the keys named; see x-sealed for what is in them.',
  items: { type: 'object', required: ['class', 'keys', 'fields', 'box'], properties: { class: text, keys: texts, fields: texts, box: text } },
};
