import { readFile } from 'node:fs/promises';
import { operationsOf, type Method, type OpenApi } from '@flipside/gateway/openapi/document';

export const root = new URL('../../', import.meta.url);

/** One route of the gateway's OpenAPI document. */
export interface Route {
  /** `GET /v1/people/{personId}` */
  readonly name: string;
  readonly method: Method;
  readonly path: string;
  readonly grants: readonly Grant[];
  /** Why it needs no token. */
  readonly open: string | undefined;
  readonly parameters: readonly Parameter[];
  /** Example of its JSON body; undefined where it has none. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
  readonly bodySchema: object | undefined;
  /** Media type of its body. */
  readonly bodyType: string | undefined;
  readonly responses: Readonly<Record<string, { readonly description?: string; readonly content?: Readonly<Record<string, Content>> }>>;
  readonly security: unknown;
}

export interface Grant {
  readonly role: string;
  readonly owner?: string;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: { readonly example?: unknown; readonly enum?: readonly unknown[]; readonly type?: string };
  readonly example?: unknown;
}

export interface Content {
  readonly schema?: object;
  readonly example?: unknown;
}

interface Described {
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Route['responses'];
  readonly security?: unknown;
}

/** The committed document of the gateway, or of a service. */
export async function documentOf(name = 'gateway'): Promise<OpenApi> {
  return JSON.parse(await readFile(new URL(`services/${name}/openapi.json`, root), 'utf8')) as OpenApi;
}

export function routesIn(document: OpenApi): readonly Route[] {
  return operationsOf(document).map(({ path, method, operation }) => {
    const { requestBody, responses, security } = operation as unknown as Described;
    const [bodyType, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
    const isJson = bodyType === 'application/json';
    return {
      name: `${method.toUpperCase()} ${path}`, method, path, responses, security, bodyType,
      grants: operation['x-flipside-access'] ?? [],
      open: operation['x-flipside-open'],
      parameters: (operation.parameters ?? []) as unknown as readonly Parameter[],
      body: isJson ? (content!.example as Route['body']) : undefined,
      bodySchema: isJson ? content!.schema : undefined,
    };
  });
}
