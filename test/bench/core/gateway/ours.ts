import type { ServiceName } from '@flipside/contracts';
import { gatewayDefaults } from '@flipside/gateway/config';
import { createGateway } from '@flipside/gateway/service';
import type { OpenApi } from '@flipside/gateway/openapi/document';
import { createLogger, devIssuer, newDevIssuerKey, serviceTokens, tokenVerifier } from '@flipside/service-kit';

/** The gateway as it is in production, its log line a request included; only the rate limits are wide. */
const origin = `http://127.0.0.1:${process.argv[2]}`;
const names: readonly ServiceName[] = ['participants', 'matching', 'sessions', 'analytics'];
const people: OpenApi['paths'] = { '/v1/people': { get: {}, post: { requestBody: { content: { 'application/json': {} } } } } };
const documents = new Map(names.map((name) => [name, { openapi: '3.1.0', info: { title: name, version: '1' }, paths: name === 'participants' ? people : {} }]));

const issuer = await devIssuer(await newDevIssuerKey());
const limits = { read: 1e8, write: 1e8, upload: 1e8, anonymous: 1e8, refused: 1e8 };
const services = Object.fromEntries(names.map((name) => [name, origin])) as Record<ServiceName, string>;
const gateway = await createGateway({ ...gatewayDefaults, services, rateLimits: limits }, {
  log: createLogger('gateway', 'info'),
  verifyToken: tokenVerifier(issuer.trust),
  serviceTokens: serviceTokens('gateway', 'secret'),
  cursorSecret: Buffer.alloc(32, 1),
  documents,
});
const address = await gateway.start('127.0.0.1', 0);
const token = await issuer.issue({ subject: 'bench', roles: ['participant'] });
process.send!({ port: Number(new URL(address).port), authorization: `Bearer ${token}` });
