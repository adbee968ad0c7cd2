import { readFile } from 'node:fs/promises';
import asyncapiSpecs from '@asyncapi/specs';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { asyncApi } from './asyncapi.js';
import { documentFiles } from './files.js';
import { allTopics, bundleOf, schemaDocument } from './schemas.js';

const root = new URL('../../', import.meta.url);
const formats = { uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, date: /^\d{4}-\d{2}-\d{2}$/, 'date-time': /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/ };

interface Message {
  readonly examples: readonly { readonly headers: object; readonly payload: object }[];
  readonly headers: { readonly $ref: string };
  readonly payload: { readonly $ref: string };
}

describe('the documents of the contracts', () => {
  const document = asyncApi() as { components: { messages: Record<string, Message>; schemas: Record<string, object> }; channels: Record<string, { address: string }> };

  it('are the committed ones', async () => {
    const stale: string[] = [];
    for (const [file, content] of documentFiles()) {
      if ((await readFile(new URL(file, root), 'utf8').catch(() => '')) !== content) stale.push(file);
    }
    expect(['npm run contracts:documents', ...stale]).toEqual(['npm run contracts:documents']);
  });

  it('describe every topic by an AsyncAPI 3 document that its own schema allows', () => {
    const ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateFormats: false, meta: false, validateSchema: false });
    const isValid = ajv.compile((asyncapiSpecs as unknown as { schemas: Record<string, object> }).schemas['3.0.0']!);
    expect([isValid(document), isValid.errors]).toEqual([true, null]);
    const broken = structuredClone(document) as unknown as { operations: Record<string, { action: string }> };
    broken.operations['tell-sessions']!.action = 'tell';
    expect(isValid(broken)).toBe(false);
    expect(Object.values(document.channels).map(({ address }) => address)).toContain('flipside.sessions.sealed.v1');
    expect(Object.keys(document.components.messages)).toHaveLength(allTopics().flatMap(({ types }) => Object.keys(types)).length);
  });

  it('show examples that their schemas allow, data and headers', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true, formats });
    const schemaAt = ({ $ref }: { $ref: string }) => document.components.schemas[$ref.slice('#/components/schemas/'.length)]!;
    for (const [name, { examples, headers, payload }] of Object.entries(document.components.messages)) {
      for (const example of examples) {
        for (const [schema, value] of [[schemaAt(headers), example.headers], [schemaAt(payload), example.payload]] as const) {
          const isValid = ajv.compile(schema);
          expect([name, isValid(value), isValid.errors]).toEqual([name, true, null]);
        }
      }
    }
  });

  it('hold schemas of 2020-12, one by one and by topic', () => {
    const ajv = new Ajv2020({ strict: false, formats });
    for (const topic of allTopics()) expect([topic.topic, ajv.validateSchema(bundleOf(topic))]).toEqual([topic.topic, true]);
    const held = ajv.compile(schemaDocument('flipside.sessions.v1', 'SessionMissed')!);
    expect(held({})).toBe(false);
    expect(schemaDocument('flipside.sessions.v1', 'toString')).toBeUndefined();
    expect(schemaDocument('flipside.sessions.v2', 'SessionMissed')).toBeUndefined();
  });

  it('say for every sealed field under whose keys it is', () => {
    const sealed = allTopics().flatMap(({ types }) => Object.values(types)).flatMap((schema) => Object.entries((schema['x-sealed'] as { properties?: object })?.properties ?? {}));
    expect(sealed.length).toBeGreaterThan(40);
    expect(sealed.filter(([, field]) => !('x-sealed-under' in (field as object))).map(([name]) => name)).toEqual([]);
  });
});
