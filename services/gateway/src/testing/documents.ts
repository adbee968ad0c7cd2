import type { ServiceName } from '@flipside/contracts';
import type { OpenApi, Operation } from '../openapi/document.js';
import { serviceNames } from '../openapi/read-documents.js';

const operation = (type?: string, role = 'participant', more: object = {}): Operation => ({
  ...(type && { requestBody: { content: { [type]: {} } } }),
  'x-flipside-access': [{ role }],
  ...more,
});

const item = { get: operation(), put: operation('application/json') };
const shared = {
  '/v1/events/{service}': { get: operation(undefined, 'analyst') },
  '/v1/ops/parked/{id}/replay': { post: operation(undefined, 'operator') },
  '/v1/ops/lag': { get: operation(undefined, 'operator') },
};

const own: Readonly<Record<ServiceName, OpenApi['paths']>> = {
  participants: {
    '/v1/people': { get: operation(), post: operation('application/json') },
    '/v1/people/{id}': item,
    '/v1/people/{id}/{part}': { get: operation() },
    '/v1/hr-imports': { post: operation('text/csv', 'hr-integration') },
  },
  matching: { '/v1/pairings/{id}': item, '/v1/pairings/{id}/silent': { get: operation() } },
  sessions: {
    '/v1/pairings/{id}/notes': { get: operation() },
    '/v1/concerns': { post: operation('application/json', 'reporter') },
    '/v1/mailbox': { get: operation(undefined, 'reporter', { parameters: [{ name: 'Mailbox-Code', in: 'header' }] }) },
  },
  analytics: { '/v1/figures/{figure}': { get: operation(undefined, 'sponsor') } },
};

/** Documents of four small services, as small as routing needs. */
export function testDocuments(paths: Readonly<Partial<Record<ServiceName, OpenApi['paths']>>> = own): ReadonlyMap<ServiceName, OpenApi> {
  return new Map(serviceNames.map((name) => [name, { openapi: '3.1.0', info: { title: name, version: '1' }, paths: { ...paths[name], ...shared } }]));
}
