import { createHash } from 'node:crypto';
import { createLogger, openTracing, serviceTokens, tokenVerifier } from '@flipside/service-kit';
import { configOf, readGatewayEnvironment } from './config.js';
import { developmentFrom } from './dev/development.js';
import { readDocuments } from './openapi/read-documents.js';
import { createGateway } from './service.js';

const env = readGatewayEnvironment(process.env);
const log = createLogger('gateway', env.LOG_LEVEL);
const tracing = openTracing('gateway', env);
const development = await developmentFrom(env);
const gateway = await createGateway(configOf(env), {
  log,
  tracing,
  verifyToken: tokenVerifier(development?.issuer.trust ?? { issuer: env.OIDC_ISSUER, audience: env.OIDC_AUDIENCE, keys: new URL(env.OIDC_JWKS_URL) }),
  serviceTokens: serviceTokens('gateway', env.SERVICE_SECRET),
  cursorSecret: createHash('sha256').update(`flipside cursors\0${env.SERVICE_SECRET}`).digest(),
  documents: await readDocuments(),
  development,
});
const stop = (): void => void gateway.stop().then(() => tracing?.close()).then(() => process.exit());
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
log.info({ address: await gateway.start(env.HOST, env.PORT) }, 'ready');
