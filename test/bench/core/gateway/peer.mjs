import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** A bare Fastify with @fastify/http-proxy, as its page shows it: no authentication, no limits, no log. */
const [, , folder, port] = process.argv;
const require = createRequire(pathToFileURL(`${folder}/package.json`));
const server = require('fastify')();
server.register(require('@fastify/http-proxy'), { upstream: `http://127.0.0.1:${port}` });
await server.listen({ port: 0, host: '127.0.0.1' });
process.send({ port: server.server.address().port });
