import { configOf, readGatewayEnvironment, unlimited } from './config.js';

const given = {
  PEERS: 'participants=http://a:1,matching=http://b:2,sessions=http://c:3,analytics=http://d:4',
  SERVICE_SECRET: 'secret', OIDC_ISSUER: 'https://issuer.example', OIDC_JWKS_URL: 'https://issuer.example/keys',
};

describe('the configuration of the gateway', () => {
  it('needs addresses and an issuer, and has limits by default', () => {
    const env = readGatewayEnvironment(given);
    expect(env).toMatchObject({ HOST: '127.0.0.1', PORT: 8080, FLIPSIDE_MODE: 'production' });
    expect(configOf(env)).toMatchObject({
      services: { participants: 'http://a:1', analytics: 'http://d:4' }, rateLimits: { read: 1_200, write: 300 }, corsOrigins: [], accessLog: true,
    });
  });

  it('names all that is missing at once, and no value', () => {
    expect(() => readGatewayEnvironment({ OIDC_JWKS_URL: 'no url of ours' })).toThrow(/PEERS.*SERVICE_SECRET.*OIDC_ISSUER.*OIDC_JWKS_URL is no URL/s);
    expect(() => readGatewayEnvironment({ OIDC_JWKS_URL: 'no url of ours' })).not.toThrow(/no url of ours/);
    expect(() => configOf(readGatewayEnvironment({ ...given, PEERS: 'participants=http://a:1,matching=b' }))).toThrow('matching, sessions, analytics');
    expect(() => readGatewayEnvironment({ ...given, RATE_LIMIT_READ: '0', BODY_LIMIT: '1k' })).toThrow(/RATE_LIMIT_READ.*BODY_LIMIT/s);
  });

  it('can do without limits, and let browser applications in', () => {
    const config = configOf(readGatewayEnvironment({ ...given, RATE_LIMITS: 'off', CORS_ORIGINS: 'https://a.example, https://b.example' }));
    expect(config).toMatchObject({ rateLimits: unlimited, corsOrigins: ['https://a.example', 'https://b.example'] });
  });
});
