import { TOPIC_PARTITIONS, type Audience } from '../contract.js';
import { exampleOf } from './example.js';
import { exampleHeaders, headersOf } from './headers.js';
import type { JsonSchema } from './json-schema.js';
import { allTopics, type TopicSchemas } from './schemas.js';

const DESCRIPTION = `What the services of Flipside tell on Kafka. Every message is a CloudEvent 1.0 in binary mode; its key is the
stream, within which order holds; the same message may come twice, with the same id. Topics are kept for ever. Contracts only
ever gain optional fields: ignore fields and types that you do not know. Public topics name nobody’s answer, choice or concern
and may be read by anybody with the role analyst; sealed ones are for the services of the deployment alone.`;

const AUDIENCES: Readonly<Record<Audience, string>> = {
  public: 'May be kept by an analyst for ever.',
  sealed: 'For the services of the deployment alone: broker rights keep everybody else out, and personal fields are encrypted.',
};

const BINDING = '0.5.0';

/** The AsyncAPI 3 document of all topics, for whoever consumes events. */
export function asyncApi(): Readonly<Record<string, unknown>> {
  const topics = allTopics();
  return {
    asyncapi: '3.0.0',
    info: { title: 'Flipside events', version: '1', description: DESCRIPTION },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(topics.map((one) => [channelOf(one), channel(one)])),
    operations: Object.fromEntries(topics.map((one) => [`tell-${channelOf(one)}`, operation(one)])),
    components: {
      messages: Object.fromEntries(topics.flatMap((one) => Object.entries(one.types).map(([type, schema]) => [messageId(one, type), message(one, type, schema)]))),
      schemas: {
        ...Object.fromEntries(topics.flatMap((one) => Object.entries(one.types).map(([type, schema]) => [messageId(one, type), schema]))),
        'headers.public': headersOf('public'),
        'headers.sealed': headersOf('sealed'),
      },
    },
  };
}

function channelOf({ service, audience }: TopicSchemas): string {
  return audience === 'public' ? service : `${service}-sealed`;
}

function messageId(topic: TopicSchemas, type: string): string {
  return `${channelOf(topic)}.${type}`;
}

function channel(topic: TopicSchemas): object {
  return {
    address: topic.topic,
    title: `${topic.service}, ${topic.audience}`,
    description: AUDIENCES[topic.audience],
    messages: Object.fromEntries(Object.keys(topic.types).map((type) => [type, ref(`messages/${messageId(topic, type)}`)])),
    tags: [{ name: topic.audience }],
    bindings: {
      kafka: {
        topic: topic.topic, partitions: TOPIC_PARTITIONS, bindingVersion: BINDING,
        topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': -1, 'retention.bytes': -1 },
      },
    },
  };
}

function operation(topic: TopicSchemas): object {
  return { action: 'send', channel: { $ref: `#/channels/${channelOf(topic)}` }, summary: `What ${topic.service} tells.` };
}

function message(topic: TopicSchemas, type: string, schema: JsonSchema): object {
  const { service, audience } = topic;
  return {
    name: `flipside.${service}.${type}.v1`,
    title: type,
    summary: schema['description'],
    contentType: 'application/json',
    headers: ref(`schemas/headers.${audience}`),
    payload: ref(`schemas/${messageId(topic, type)}`),
    bindings: { kafka: { key: { type: 'string', description: 'The stream.' }, bindingVersion: BINDING } },
    examples: [{ headers: exampleHeaders(service, audience, type), payload: exampleOf(schema) }],
  };
}

function ref(path: string): object {
  return { $ref: `#/components/${path}` };
}
