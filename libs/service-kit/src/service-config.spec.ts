import { readServiceConfig } from './service-config.js';

const env = {
  DATABASE_URL: 'postgres://a@localhost/a', KEYS_DATABASE_URL: 'postgres://a@localhost/keys', MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
  SERVICE_SECRET: 'secret', OIDC_ISSUER: 'test', OIDC_JWKS_URL: 'http://localhost/keys',
};

describe('a seed of all ids', () => {
  it('is refused outside development mode, with what to do', () => {
    expect(() => readServiceConfig({ ...env, DEV_SEED: '2026' })).toThrow('DEV_SEED makes ids that can be guessed: remove it');
  });

  it('is taken in development mode, and none is there by itself', () => {
    expect(readServiceConfig({ ...env, FLIPSIDE_MODE: 'development', DEV_SEED: '2026' }).DEV_SEED).toBe('2026');
    expect(readServiceConfig({ ...env, FLIPSIDE_MODE: 'development' }).DEV_SEED).toBeUndefined();
  });
});
