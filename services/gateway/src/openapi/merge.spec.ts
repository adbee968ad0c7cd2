import type { OpenApi, Operation } from './document.js';
import { mergeDocuments } from './merge.js';

const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const answering = (name: string, more: object = {}): Operation =>
  ({ operationId: 'list', responses: { 200: { description: 'ok', content: { 'application/json': { schema: ref(name) } } } }, ...more }) as Operation;

function document(paths: OpenApi['paths'], schemas: Record<string, unknown> = {}): OpenApi {
  return { openapi: '3.1.0', info: { title: 'one', version: '1' }, paths, components: { schemas, securitySchemes: { bearer: { type: 'http' } } } };
}

const own = document({ '/health/live': { get: answering('Health', { operationId: 'live' }) }, '/v1/ops/lag': { get: answering('AllLag', { operationId: 'lag' }) } }, { Health: { type: 'object' }, AllLag: { type: 'array' } });

describe('one document of many', () => {
  it('names the service of each operation, has relative servers, and is the same whatever the order of paths', () => {
    const people = { '/v1/people': { get: answering('Person') }, '/v1/absences': { get: answering('Person') } };
    const merged = mergeDocuments(own, new Map([['participants', document(people, { Person: { type: 'object' } })]]));
    expect(merged.paths['/v1/people']!.get!['x-flipside-services']).toEqual(['participants']);
    expect(merged.paths['/health/live']!.get!['x-flipside-services']).toBeUndefined();
    expect(merged.servers).toEqual([{ url: '/' }]);
    expect(Object.keys(merged.paths)).toEqual(['/health/live', '/v1/absences', '/v1/ops/lag', '/v1/people']);
    expect(merged.components!.securitySchemes).toEqual({ bearer: { type: 'http' } });
  });

  it('shares a schema that is the same everywhere, and tells apart those that are not', () => {
    const one = document({ '/v1/a': { get: answering('Page') }, '/v1/b': { get: answering('Problem') } },
      { Page: { properties: { item: ref('Item') } }, Item: { type: 'string' }, Problem: { type: 'object', title: 'p' } });
    const two = document({ '/v1/c': { get: answering('Page') }, '/v1/d': { get: answering('Problem') } },
      { Page: { properties: { item: ref('Item') } }, Item: { type: 'integer' }, Problem: { title: 'p', type: 'object' } });
    const { paths, components } = mergeDocuments(own, new Map([['matching', one], ['sessions', two]]));
    expect(Object.keys(components!.schemas!)).toEqual(
      ['AllLag', 'Health', 'MatchingItem', 'MatchingPage', 'Problem', 'SessionsItem', 'SessionsPage'],
    );
    expect(components!.schemas!.SessionsPage).toEqual({ properties: { item: ref('SessionsItem') } });
    expect(JSON.stringify(paths['/v1/a'])).toContain('#/components/schemas/MatchingPage');
    expect(JSON.stringify(paths['/v1/d'])).toContain('#/components/schemas/Problem');
  });

  it('takes no name that is taken', () => {
    const one = document({ '/v1/a': { get: answering('Page') } }, { Page: { type: 'string' } });
    const two = document({ '/v1/c': { get: answering('Page') }, '/v1/d': { get: answering('MatchingPage') } }, { Page: { type: 'object' }, MatchingPage: { type: 'null' } });
    const { components } = mergeDocuments(own, new Map([['matching', one], ['sessions', two]]));
    expect(components!.schemas).toMatchObject({ MatchingPage: { type: 'null' }, MatchingPage_: { type: 'string' }, SessionsPage: { type: 'object' } });
  });

  it('hides what the gateway answers itself, with the schemas that only that used', () => {
    const one = document({ '/health/live': { get: answering('Gone') }, '/v1/ops/lag': { get: answering('Gone') } }, { Gone: {}, Health: { type: 'null' } });
    const merged = mergeDocuments(own, new Map([['matching', one]]));
    expect(merged.paths).toEqual(own.paths);
    expect(merged.components!.schemas).toEqual(own.components!.schemas);
  });

  it('keeps one of an operation that all services have, and which services those are', () => {
    const shared = document({ '/v1/ops/parked/{id}': { post: answering('X') } }, { X: { type: 'object' } });
    const { post } = mergeDocuments(own, new Map([['matching', shared], ['sessions', shared]])).paths['/v1/ops/parked/{id}']!;
    expect(post).toEqual({ ...answering('X'), 'x-flipside-services': ['matching', 'sessions'] });
  });

  it.each([
    ['a path without a parameter', '/v1/things', answering('X'), answering('X'), 'GET /v1/things is claimed by matching and sessions'],
    ['different parameters', '/v1/things/{id}', answering('X'), answering('X', { parameters: [{ name: 'limit', in: 'query' }] }), 'is not the same'],
    ['different answers', '/v1/things/{id}', answering('X'), answering('Y'), 'is not the same'],
    ['a path outside of /v1', '/internal/status', answering('X'), answering('X'), 'no path of the public API'],
  ])('refuses two services with %s', (_, path, first, second, message) => {
    const services = new Map([['matching', document({ [path]: { get: first } })], ['sessions', document({ [path]: { get: second } })]]);
    expect(() => mergeDocuments(own, services)).toThrow(message);
  });

  it('makes operation ids unique by their service', () => {
    const one = document({ '/v1/a': { get: answering('X', { operationId: 'Ops_list' }) } });
    const two = document({ '/v1/b': { get: answering('X', { operationId: 'Ops_list' }) }, '/v1/c': { get: answering('X', { operationId: 'Ops_other' }) } });
    const { paths } = mergeDocuments(own, new Map([['matching', one], ['sessions', two]]));
    expect([paths['/v1/a'], paths['/v1/b'], paths['/v1/c']].map((item) => item!.get!.operationId)).toEqual(['matchingOps_list', 'sessionsOps_list', 'Ops_other']);
  });
});
