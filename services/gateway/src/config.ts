import type { ServiceName } from '@flipside/contracts';
import {
  BODY_LIMIT, developmentVariables, metricsToken, oneOf, optional, peersOf, port, readEnvironment, text, tracingVariables, url, type Variable,
} from '@flipside/service-kit';
import { serviceNames } from './openapi/read-documents.js';
import type { RouteClass } from './routes.js';

/** Requests a minute that one principal may make in a class (`anonymous`: that all together may make on one route); undefined is no limit. */
export type RateLimits = Readonly<Record<RouteClass | 'refused', number | undefined>>;

/** What the gateway has to be told; addresses, times and limits, nothing that it connects by itself. */
export interface GatewayConfig {
  /** Where each service listens: `http://host:port`. */
  readonly services: Readonly<Record<ServiceName, string>>;
  readonly rateLimits: RateLimits;
  /** Most bytes of a JSON body; no more than a service takes, which would cut the connection. An upload's limit is its service's. */
  readonly bodyLimit: number;
  /** How long a service may take to begin its answer, and to go on with it, in milliseconds. */
  readonly answerTimeout: number;
  /** How long a client may take to send a request, in milliseconds; uploads are meant to fit. */
  readonly uploadTimeout: number;
  /** Requests to one service under way at once; more are turned away. */
  readonly maxInFlight: number;
  /** Origins of browser applications that may call; none by default. */
  readonly corsOrigins: readonly string[];
  readonly accessLog: boolean;
  /** Bearer token that may read the metrics, beside operators' own. */
  readonly metricsToken?: string;
}

export const gatewayDefaults: Omit<GatewayConfig, 'services'> = {
  rateLimits: { read: 1_200, write: 300, upload: 20, anonymous: 60, refused: 300 },
  bodyLimit: BODY_LIMIT,
  answerTimeout: 30_000,
  uploadTimeout: 15 * 60_000,
  maxInFlight: 1_000,
  corsOrigins: [],
  accessLog: true,
};

/** No rate limits, for development and load tests. */
export const unlimited: RateLimits = { read: undefined, write: undefined, upload: undefined, anonymous: undefined, refused: undefined };

export const gatewayVariables = {
  PEERS: text('addresses of the services: participants=http://…,matching=http://…,sessions=http://…,analytics=http://…'),
  SERVICE_SECRET: text('secret that the services of this deployment share'),
  OIDC_ISSUER: text('issuer of the tokens that are believed'),
  OIDC_AUDIENCE: text('audience that tokens must name', 'flipside'),
  OIDC_JWKS_URL: url('where the issuer publishes its keys'),
  HOST: text('address to listen on', '127.0.0.1'),
  PORT: port('port to listen on; 0 takes a free one', 8080),
  LOG_LEVEL: oneOf('how much is logged', ['silent', 'error', 'warn', 'info', 'debug'], 'info'),
  METRICS_TOKEN: metricsToken,
  ...tracingVariables,
  ACCESS_LOG: oneOf('one log line a request', ['on', 'off'], 'on'),
  RATE_LIMITS: oneOf('rate limits as a whole', ['on', 'off'], 'on'),
  RATE_LIMIT_READ: amount('queries a minute and principal', gatewayDefaults.rateLimits.read!),
  RATE_LIMIT_WRITE: amount('commands a minute and principal', gatewayDefaults.rateLimits.write!),
  RATE_LIMIT_UPLOAD: amount('uploads a minute and principal', gatewayDefaults.rateLimits.upload!),
  RATE_LIMIT_ANONYMOUS: amount('requests a minute on a route of the shared reporting token, by all together', gatewayDefaults.rateLimits.anonymous!),
  RATE_LIMIT_REFUSED: amount('refused tokens a minute and address', gatewayDefaults.rateLimits.refused!),
  BODY_LIMIT: amount('most bytes of a JSON body', gatewayDefaults.bodyLimit),
  ANSWER_TIMEOUT_MS: amount('how long a service may take to answer', gatewayDefaults.answerTimeout),
  UPLOAD_TIMEOUT_MS: amount('how long a client may take to send a request', gatewayDefaults.uploadTimeout),
  MAX_IN_FLIGHT: amount('requests to one service under way at once', gatewayDefaults.maxInFlight),
  CORS_ORIGINS: text('origins of browser applications that may call, comma-separated', ''),
  ...developmentVariables,
  DEV_ISSUER_KEY: optional('development mode: private JWK of the built-in issuer; a new one at each start without it'),
} as const;

/** @throws Error that names every variable that is missing or wrong. */
export function readGatewayEnvironment(env: NodeJS.ProcessEnv) {
  return readEnvironment(gatewayVariables, env);
}

export type GatewayEnvironment = ReturnType<typeof readGatewayEnvironment>;

/** @throws Error when the address of a service is missing or no URL. */
export function configOf(env: GatewayEnvironment): GatewayConfig {
  const peers = peersOf(env);
  const wrong = serviceNames.filter((name) => !URL.canParse(peers.get(name) ?? ''));
  if (wrong.length > 0) throw new Error(`PEERS has no address of ${wrong.join(', ')}`);
  return {
    services: Object.fromEntries(serviceNames.map((name) => [name, peers.get(name)!])) as Record<ServiceName, string>,
    rateLimits: env.RATE_LIMITS === 'off' ? unlimited : {
      read: env.RATE_LIMIT_READ, write: env.RATE_LIMIT_WRITE, upload: env.RATE_LIMIT_UPLOAD,
      anonymous: env.RATE_LIMIT_ANONYMOUS, refused: env.RATE_LIMIT_REFUSED,
    },
    bodyLimit: env.BODY_LIMIT,
    answerTimeout: env.ANSWER_TIMEOUT_MS,
    uploadTimeout: env.UPLOAD_TIMEOUT_MS,
    maxInFlight: env.MAX_IN_FLIGHT,
    corsOrigins: env.CORS_ORIGINS.split(',').map((origin) => origin.trim()).filter(Boolean),
    accessLog: env.ACCESS_LOG === 'on',
    metricsToken: env.METRICS_TOKEN,
  };
}

function amount(description: string, fallback: number): Variable<number> {
  return {
    description,
    required: false,
    parse: (value = String(fallback)) => {
      if (!/^[1-9]\d{0,9}$/.test(value)) throw new RangeError('is no whole number over 0');
      return Number(value);
    },
  };
}
