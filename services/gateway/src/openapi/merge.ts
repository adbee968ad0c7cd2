import { methods, operationsOf, SERVED_BY, type OpenApi, type Operation, type PathItem } from './document.js';
import { reachable, renamed } from './references.js';
import { capitalised, schemaNames } from './schema-names.js';
import { sharedOperation } from './shared-operation.js';

const OWN = 'gateway';

/**
 * One document of the gateway's own routes and those of the services. What the gateway answers itself hides what
 * services have under the same path (health, and what it adds up over all of them). A path that several services have
 * in common must mean the same in each, and its first parameter names the service.
 *
 * @throws Error that names the operation, when two services claim one path or it is no path of the public API.
 */
export function mergeDocuments(own: OpenApi, services: ReadonlyMap<string, OpenApi>): OpenApi {
  const visible: [string, OpenApi][] = [[OWN, own], ...[...services].map(([name, each]): [string, OpenApi] => [name, withoutPathsOf(own, each)])];
  const all = new Map(visible.map(([owner, document]) => [owner, withReachableSchemas(document)]));
  const names = schemaNames(all);
  const documents = new Map([...all].map(([owner, document]) => [owner, renamed(document, names.get(owner)!)]));
  const schemas = Object.assign({}, ...[...documents].map(([owner, document]) => renamedKeys(document, names.get(owner)!))) as object;
  const paths = withUniqueIds(mergePaths(documents));
  return {
    ...own,
    servers: [{ url: '/' }],
    tags: tagsOf([...documents.values()]),
    paths,
    components: { ...own.components, schemas: reachable(paths, schemas as Record<string, unknown>) },
  };
}

function withoutPathsOf(own: OpenApi, document: OpenApi): OpenApi {
  const paths = Object.entries(document.paths).filter(([path]) => !(path in own.paths));
  const stranger = paths.find(([path]) => !path.startsWith('/v1/'));
  if (stranger) throw new Error(`${stranger[0]} is no path of the public API`);
  return { ...document, paths: Object.fromEntries(paths) };
}

function withReachableSchemas(document: OpenApi): OpenApi {
  return { ...document, components: { schemas: reachable(document.paths, document.components?.schemas ?? {}) } };
}

function renamedKeys(document: OpenApi, names: ReadonlyMap<string, string>): object {
  return Object.fromEntries(Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => [names.get(name) ?? name, schema]));
}

function mergePaths(documents: ReadonlyMap<string, OpenApi>): Record<string, PathItem> {
  const merged = new Map<string, Record<string, Operation>>();
  for (const [owner, document] of documents) {
    for (const { path, method, operation } of operationsOf(document)) {
      const item = merged.get(path) ?? {};
      item[method] = owner === OWN ? operation : servedBy(owner, operation, item[method], `${method.toUpperCase()} ${path}`);
      merged.set(path, item);
    }
  }
  return Object.fromEntries([...merged].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function servedBy(service: string, operation: Operation, known: Operation | undefined, name: string): Operation {
  if (!known) return { ...operation, [SERVED_BY]: [service] };
  const services = [...(known[SERVED_BY] ?? []), service];
  if (!name.includes('{')) throw new Error(`${name} is claimed by ${services.join(' and ')}`);
  return { ...sharedOperation(known, operation, name), [SERVED_BY]: services };
}

/** Operation ids become function names of clients: where two are equal, each gets its service's name in front. */
function withUniqueIds(paths: Record<string, PathItem>): Record<string, PathItem> {
  const counts = new Map<string, number>();
  for (const { operation } of operationsOf({ paths } as OpenApi)) {
    if (operation.operationId) counts.set(operation.operationId, (counts.get(operation.operationId) ?? 0) + 1);
  }
  const named = (operation: Operation): Operation => {
    const id = operation.operationId;
    if (!id || counts.get(id) === 1) return operation;
    return { ...operation, operationId: `${operation[SERVED_BY]?.[0] ?? OWN}${capitalised(id)}` };
  };
  return Object.fromEntries(Object.entries(paths).map(([path, item]) => [
    path,
    Object.fromEntries(methods.flatMap((method) => (item[method] ? [[method, named(item[method])]] : []))),
  ]));
}

function tagsOf(documents: readonly OpenApi[]): OpenApi['tags'] {
  const tags = new Map<string, { readonly name: string }>();
  for (const document of documents) for (const tag of document.tags ?? []) if (!tags.has(tag.name)) tags.set(tag.name, tag);
  return [...tags.values()];
}
