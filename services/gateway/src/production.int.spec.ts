import { kitErrorCodes } from '@flipside/service-kit';
import { errorCodes } from './error-codes.js';
import { testGateway, type TestGateway } from './testing/test-gateway.js';
import { TestClock } from './testing/test-clock.js';

describe('a gateway in production', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await testGateway();
  });
  afterAll(() => gateway.stop());

  const get = (path: string): Promise<Response> => fetch(gateway.address + path);

  it('has nothing under /v1/dev, in its document neither', async () => {
    for (const [method, path] of [['POST', 'tokens'], ['GET', 'jwks.json'], ['GET', 'clock'], ['POST', 'clock'], ['GET', 'settled']]) {
      const response = await fetch(`${gateway.address}/v1/dev/${path}`, { method, headers: { authorization: await gateway.bearer('operator') } });
      expect([path, response.status]).toEqual([path, 404]);
    }
    expect(await (await get('/v1/openapi.json')).text()).not.toContain('/v1/dev');
  });

  it('has them in development mode', async () => {
    const { issuer } = gateway;
    const developing = await testGateway({}, { development: { issuer, clock: new TestClock('2027-01-04T08:00:00.000Z') } });
    expect(await (await fetch(`${developing.address}/v1/dev/clock`)).json()).toEqual({ now: '2027-01-04T08:00:00.000Z' });
    const { paths } = (await (await fetch(`${developing.address}/v1/openapi.json`)).json()) as { paths: Record<string, Record<string, object>> };
    expect(paths['/v1/dev/clock']!.post).toHaveProperty('x-flipside-open');
    await developing.stop();
  });

  it('serves one document, whose every operation says who may use it or why nobody needs a token', async () => {
    const document = (await (await get('/v1/openapi.json')).json()) as { openapi: string; servers: object; paths: Record<string, Record<string, object>>; components: { schemas: object; securitySchemes: object } };
    expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: '/' }], components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } });
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/health/ready', '/v1/concerns', '/v1/events', '/v1/events/{service}', '/v1/ops/lag', '/v1/openapi.json', '/v1/people/{id}']));
    for (const item of Object.values(document.paths)) {
      for (const operation of Object.values(item)) expect('x-flipside-access' in operation || 'x-flipside-open' in operation).toBe(true);
    }
    const references = JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g);
    for (const [, name] of references) expect(document.components.schemas).toHaveProperty(name!);
  });

  it('shows it as a page that needs nothing of the internet', async () => {
    const page = await (await get('/docs')).text();
    const assets = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => new URL(path!, `${gateway.address}/docs`).href);
    expect(assets.length).toBeGreaterThan(3);
    for (const asset of assets) {
      expect(asset.startsWith(gateway.address)).toBe(true);
      expect([asset, (await fetch(asset)).status]).toEqual([asset, 200]);
    }
    const init = await (await get('/docs/swagger-ui-init.js')).text();
    expect(init).toContain('"persistAuthorization": true');
    expect(init).toContain('/v1/people/{id}');
  });

  it('is live by itself, and ready when a service is', async () => {
    expect(await (await get('/health/live')).json()).toEqual({ status: 'up' });
    expect(await (await get('/health/ready')).json()).toEqual({ status: 'up', dependencies: { participants: 'up', matching: 'up', sessions: 'up', analytics: 'up' } });
    const alone = await testGateway();
    await Promise.all(Object.values(alone.upstreams).map(({ server }) => server.close()));
    const ready = await fetch(`${alone.address}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'down', dependencies: { participants: 'down', matching: 'down', sessions: 'down', analytics: 'down' } }]);
    await alone.stop();
  });

  it('names the services that do not answer, and shows the others', async () => {
    const partly = await testGateway();
    await partly.upstreams.sessions.server.close();
    const headers = { authorization: await partly.bearer('operator', 'analyst') };
    const lag = (await (await fetch(`${partly.address}/v1/ops/parked`, { headers })).json()) as { unreachable: string[] };
    expect(lag.unreachable).toContain('sessions');
    const events = await fetch(`${partly.address}/v1/events`, { headers });
    expect([events.status, await events.json()]).toMatchObject([503, { code: 'service-unavailable' }]);
    await partly.stop();
  });

  it('has error codes of its own that no other table has', () => {
    for (const code of Object.keys(errorCodes)) expect(kitErrorCodes).not.toHaveProperty(code);
  });
});
