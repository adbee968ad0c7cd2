import type { Kind } from './problems.js';
import type { Schema } from './examples.js';

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: Schema & { readonly format?: string; readonly pattern?: string };
  readonly [member: string]: unknown;
}

export interface Content {
  schema?: Schema;
  example?: unknown;
}

export interface Operation {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, Content> };
  responses: Record<string, { description?: string; content?: Record<string, Content>; headers?: object }>;
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly operationId?: string;
  readonly [extension: string]: unknown;
}

export const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Method = (typeof METHODS)[number];

/** Tags of the kit's own routes: they know no rules of a domain. */
const OPERATIONS = 'operations';

export function kindOf(operation: Operation, method: Method): Kind {
  if ('x-flipside-open' in operation) return 'Open';
  if (method === 'get') return (operation.parameters ?? []).some(({ name }) => name === 'after') ? 'List' : 'Query';
  if (operation.tags?.includes(OPERATIONS)) return 'Operation';
  return method === 'post' ? 'Command' : 'Change';
}

/** Path parameters that are in the path, ids as ids; query parameters; and the headers that routes of its kind share. */
export function parametersOf(operation: Operation, path: string, kind: Kind): Parameter[] {
  const own = (operation.parameters ?? []).filter((one) => one.name.toLowerCase() !== 'idempotency-key');
  const shown = own.filter((one) => one.in !== 'path' || path.includes(`{${one.name}}`));
  return [...shown.map(withIdForm), ...sharedHeaders[kind]];
}

const ID = {
  type: 'string', format: 'uuid', pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
  example: '0b1f9a3e-5a42-5c33-8c0e-6f5f3f1f7a10',
};

function withIdForm(one: Parameter): Parameter {
  const plain = one.in === 'path' && one.name.endsWith('Id') && one.schema?.pattern === undefined;
  return plain ? { ...one, schema: ID } : one;
}

const position: Parameter = {
  name: 'Flipside-Min-Position', in: 'header', required: false,
  schema: { type: 'string', pattern: '^\\s*[a-z]+:\\d{1,9}:\\d{1,19}\\s*(,\\s*[a-z]+:\\d{1,9}:\\d{1,19}\\s*)*$' },
  description: 'Positions that commands answered with, comma-separated: the answer then knows of those writes.', example: 'participants:1:1',
};
const key: Parameter = {
  name: 'Idempotency-Key', in: 'header', required: true,
  schema: { type: 'string', minLength: 8, maxLength: 128, pattern: '^[\\x21-\\x7e]{8,128}$' } as Schema,
  description: 'One for each wish, best a UUID; the same again gets the first result.', example: '7f7c1f0e-5b9e-4d0c-9a51-0f4f6f7b2c11',
};
const match: Parameter = {
  name: 'If-Match', in: 'header', required: true, schema: { type: 'string', pattern: '^"\\d{1,18}"$' },
  description: 'The ETag of what you read.', example: '"12"',
};

const sharedHeaders: Readonly<Record<Kind, readonly Parameter[]>> = {
  Open: [], Query: [position], List: [position], Command: [key], Operation: [key], Change: [match],
};

const etag = { ETag: { description: 'Revision, for If-Match.', schema: { type: 'string', pattern: '^"\\d+"$' } } };
const written = { 'Flipside-Position': { description: 'Send it as Flipside-Min-Position to read this write.', schema: { type: 'string' } } };

export const answerHeaders: Readonly<Record<Kind, object>> = {
  Open: {}, Query: etag, List: {}, Command: { ...etag, ...written }, Change: { ...etag, ...written }, Operation: {},
};
