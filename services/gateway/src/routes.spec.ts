import type { OpenApi, Operation } from './openapi/document.js';
import { firstParameter, patternOf, routesOf } from './routes.js';

const served = (more: object = {}): Operation => ({ 'x-flipside-services': ['sessions'], ...more });

describe('the routing table', () => {
  it('has every operation of a service, and nothing that the gateway answers itself', () => {
    const paths: OpenApi['paths'] = { '/v1/events': { get: {} }, '/v1/sessions/{id}': { get: served(), put: served() } };
    const routes = routesOf({ openapi: '3.1.0', info: { title: '', version: '' }, paths });
    expect(routes.map(({ method, path, services }) => [method, path, services])).toEqual([
      ['get', '/v1/sessions/{id}', ['sessions']], ['put', '/v1/sessions/{id}', ['sessions']],
    ]);
  });

  it.each([
    ['get', {}, 'read'],
    ['post', { requestBody: { content: { 'application/json': {} } } }, 'write'],
    ['post', { requestBody: { content: { 'application/merge-patch+json': {} } } }, 'write'],
    ['delete', {}, 'write'],
    ['post', { requestBody: { content: { 'text/csv': {} } } }, 'upload'],
    ['post', { requestBody: { content: { 'application/json': {} } }, 'x-flipside-access': [{ role: 'reporter' }] }, 'anonymous'],
    ['get', { 'x-flipside-access': [{ role: 'participant' }, { role: 'reporter' }] }, 'anonymous'],
  ] as const)('takes %s %j for a %s', (method, operation, routeClass) => {
    const routes = routesOf({ openapi: '3.1.0', info: { title: '', version: '' }, paths: { '/v1/x': { [method]: served(operation) } } });
    expect(routes[0]!.routeClass).toBe(routeClass);
  });

  it('knows the headers that an operation documents', () => {
    const parameters = [{ name: 'Mailbox-Code', in: 'header' }, { name: 'after', in: 'query' }];
    const [route] = routesOf({ openapi: '3.1.0', info: { title: '', version: '' }, paths: { '/v1/x': { get: served({ parameters }) } } });
    expect(route!.headers).toEqual(['mailbox-code']);
  });

  it('writes paths as the router does', () => {
    expect(patternOf('/v1/pairings/{id}/notes/{noteId}')).toBe('/v1/pairings/:id/notes/:noteId');
    expect(patternOf('/v1/runs/{id}:verify')).toBe('/v1/runs/:id::verify');
    expect(firstParameter('/v1/ops/parked/{id}/replay')).toBe('id');
    expect(firstParameter('/v1/ops/lag')).toBeUndefined();
  });
});
