import { STATUS_CODES } from 'node:http';
import { kitErrorCodes, problemType, type ErrorCodes } from '../problem.js';

/** Kinds of routes by what they can answer; the name begins the names of their problem schemas. */
export type Kind = 'Open' | 'Query' | 'List' | 'Command' | 'Change' | 'Operation';

type KitCode = keyof typeof kitErrorCodes;

/** Codes that any guarded route can answer with. */
const GUARDED: readonly KitCode[] = [
  'token-missing', 'token-invalid', 'token-expired', 'role-missing', 'roles-exclude-each-other', 'not-found', 'position-invalid',
  'read-model-behind', 'request-invalid', 'too-many-requests', 'service-unavailable', 'internal-error',
];
const WITH_BODY: readonly KitCode[] = ['body-malformed', 'media-type-unsupported', 'body-too-large', 'request-invalid'];
const BY_KEY: readonly KitCode[] = ['idempotency-key-missing', 'idempotency-key-invalid', 'idempotency-key-reused'];
const BY_REVISION: readonly KitCode[] = ['if-match-missing', 'if-match-invalid', 'revision-mismatch'];
const OF_A_DECISION: readonly KitCode[] = ['too-much-contention', 'subject-erased', 'key-destroyed'];

const kitCodes: Readonly<Record<Kind, readonly KitCode[]>> = {
  Open: ['internal-error', 'service-unavailable', ...WITH_BODY],
  Query: GUARDED,
  List: [...GUARDED, 'cursor-invalid'],
  Command: [...GUARDED, ...WITH_BODY, ...BY_KEY, ...OF_A_DECISION],
  Change: [...GUARDED, ...WITH_BODY, ...BY_REVISION, ...OF_A_DECISION],
  Operation: [...GUARDED, ...WITH_BODY, ...BY_KEY, 'parked-behind', 'replay-failed'],
};

/** Kinds whose routes may answer with any code of their service's own rules. */
const OF_THE_DOMAIN: readonly Kind[] = ['Command', 'Change', 'Open'];

export interface Problems {
  /** Responses by status. */
  readonly responses: Readonly<Record<string, object>>;
  /** Schemas that they refer to. */
  readonly schemas: Readonly<Record<string, object>>;
}

interface NamedCodes {
  readonly codes: readonly string[];
  readonly by: string;
}

/**
 * What a kind of route can answer beside its good answers: one schema for each status, which names the codes.
 *
 * @param named the domain's codes of one route, and the route's name; without it, those of its kind.
 */
export function problemsOf(kind: Kind, own: ErrorCodes, named?: NamedCodes): Problems {
  const all: ErrorCodes = { ...kitErrorCodes, ...own };
  const codes = new Set([...kitCodes[kind], ...ofDomain(kind, own, all, named)]);
  const responses: Record<string, object> = {};
  const schemas: Record<string, object> = {};
  for (const [status, names] of Map.groupBy(codes, (code) => all[code]!.status)) {
    const name = `${differs(status, kind, all, named) ? named!.by : kind}Problem${status}`;
    schemas[name] = schemaOf(status, names.sort(), all);
    responses[String(status)] = responseOf(status, name);
  }
  return { responses, schemas };
}

function ofDomain(kind: Kind, own: ErrorCodes, all: ErrorCodes, named: NamedCodes | undefined): readonly string[] {
  if (!named) return OF_THE_DOMAIN.includes(kind) ? Object.keys(own) : [];
  const unknown = named.codes.find((code) => !(code in all));
  if (unknown !== undefined) throw new Error(`${named.by} names the code ${unknown}, which is in no table`);
  return named.codes;
}

/** Whether a route's codes of one status are not those of its kind. */
function differs(status: number, kind: Kind, all: ErrorCodes, named: NamedCodes | undefined): boolean {
  if (!named) return false;
  return OF_THE_DOMAIN.includes(kind) || named.codes.some((code) => all[code]!.status === status);
}

function responseOf(status: number, schema: string): object {
  return {
    description: STATUS_CODES[status],
    ...(Object.hasOwn(headers, status) && { headers: headers[status] }),
    content: { 'application/problem+json': { schema: { $ref: `#/components/schemas/${schema}` } } },
  };
}

const retryAfter = { 'Retry-After': { description: 'Seconds after which it is worth another try.', schema: { type: 'string', pattern: '^\\d+$' } } };
const headers: Readonly<Record<number, object>> = {
  401: { 'WWW-Authenticate': { description: '`Bearer`', schema: { type: 'string' } } },
  429: retryAfter,
  503: retryAfter,
};

function schemaOf(status: number, names: readonly string[], codes: ErrorCodes): object {
  const [first] = names as [string];
  return {
    allOf: [{ $ref: '#/components/schemas/Problem' }],
    type: 'object',
    description: names.map((name) => `- \`${name}\`: ${codes[name]!.meaning}`).join('\n'),
    properties: { status: { type: 'integer', const: status }, code: { type: 'string', enum: [...names] } },
    example: { type: problemType(first), title: codes[first]!.meaning, status, code: first, detail: 'What to do about it.' },
  };
}

/** RFC 9457, with a code that is stable. */
export const problemSchema = {
  type: 'object',
  description: 'RFC 9457 problem details; `code` is stable, and docs/error-codes.md lists all of them. Some codes add members of their own.',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string', format: 'uri', description: '`urn:flipside:problem:` and the code.' },
    title: { type: 'string', description: 'What the code means.' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string', description: 'What to do about it.' },
    errors: {
      type: 'array',
      description: 'Of request-invalid: each field, and what is wrong with it.',
      items: { type: 'object', required: ['field', 'problem'], properties: { field: { type: 'string' }, problem: { type: 'string' } } },
    },
  },
};
