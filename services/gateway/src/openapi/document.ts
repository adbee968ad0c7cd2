/** As much of OpenAPI 3.1 as merging and routing look at; everything else is passed on as it is. */
export interface OpenApi {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components?: {
    readonly schemas?: Readonly<Record<string, unknown>>;
    readonly securitySchemes?: Readonly<Record<string, unknown>>;
  };
  readonly tags?: readonly { readonly name: string; readonly description?: string }[];
  readonly servers?: readonly { readonly url: string }[];
}

export type PathItem = { readonly [method in Method]?: Operation };

export interface Operation {
  readonly operationId?: string;
  readonly parameters?: readonly { readonly name?: string; readonly in?: string }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, unknown>> };
  /** Who is let in; see the kit's @Access. */
  readonly 'x-flipside-access'?: readonly { readonly role: string; readonly owner?: string }[];
  /** Why it needs no token. */
  readonly 'x-flipside-open'?: string;
  /** Services that answer it, set by the merge; several where the first path parameter names the service. */
  readonly [SERVED_BY]?: readonly string[];
}

export const SERVED_BY = 'x-flipside-services';

export const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

export type Method = (typeof methods)[number];

/** All operations of a document, in its order. */
export function operationsOf(document: OpenApi): readonly { path: string; method: Method; operation: Operation }[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => (item[method] ? [{ path, method, operation: item[method] }] : [])),
  );
}
