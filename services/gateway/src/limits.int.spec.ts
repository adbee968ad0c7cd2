import { gatewayDefaults, unlimited } from './config.js';
import { testGateway, type TestGateway } from './testing/test-gateway.js';

describe('the rate limits of the gateway', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await testGateway({ rateLimits: { read: 20, write: 4, upload: 4, anonymous: 8, refused: 12 } });
  });
  afterEach(() => gateway.stop());

  const statuses = async (times: number, path: string, token: string, init: RequestInit = {}): Promise<number[]> => {
    const found: number[] = [];
    for (let n = 0; n < times; n++) {
      const response = await fetch(gateway.address + path, { ...init, headers: { authorization: token, ...init.headers } });
      await response.text();
      found.push(response.status);
    }
    return found;
  };
  const tokenOf = async (subject: string): Promise<string> => `Bearer ${await gateway.issuer.issue({ subject, roles: ['participant', 'analyst', 'hr-integration'] })}`;

  it('count each principal alone, by class of route, the gateway\'s own routes among them', async () => {
    const [ada, bob] = await Promise.all([tokenOf('ada'), tokenOf('bob')]);
    expect(await statuses(6, '/v1/people', ada)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(await statuses(1, '/v1/events', ada)).toEqual([429]);
    expect(await statuses(1, '/v1/people', bob)).toEqual([200]);
    expect(await statuses(2, '/v1/people', ada, { method: 'POST' })).toEqual([200, 429]);
    expect(await statuses(2, '/v1/hr-imports', ada, { method: 'POST' })).toEqual([200, 429]);
  });

  it('say in problem details how long to wait', async () => {
    const ada = await tokenOf('ada');
    await statuses(1, '/v1/people', ada, { method: 'POST' });
    const response = await fetch(`${gateway.address}/v1/people`, { method: 'POST', headers: { authorization: ada } });
    expect(response.headers.get('retry-after')).toBe('15');
    expect(await response.json()).toMatchObject({ status: 429, code: 'too-many-requests', detail: expect.stringContaining('15 s') });
  });

  it('are the route\'s for the shared reporting token, whoever carries it', async () => {
    const report = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
    expect(await statuses(2, '/v1/concerns', await gateway.bearer('reporter'), report)).toEqual([200, 200]);
    const another = `Bearer ${await gateway.issuer.issue({ subject: 'another account', roles: ['reporter'] })}`;
    expect(await statuses(1, '/v1/concerns', another, report)).toEqual([429]);
    expect(await statuses(1, '/v1/mailbox', another)).toEqual([200]);
  });

  it('keep an address that sends forged tokens from having more of them checked; tokens known as good still pass', async () => {
    const ada = await tokenOf('ada');
    await statuses(1, '/v1/people', ada);
    expect(await statuses(4, '/v1/people', `${ada}x`)).toEqual([401, 401, 401, 429]);
    expect(await statuses(1, '/v1/people', await tokenOf('bob'))).toEqual([429]);
    expect(await statuses(1, '/v1/people', ada)).toEqual([200]);
  });

  it('can be off', async () => {
    const open = await testGateway({ rateLimits: unlimited });
    const token = await open.bearer('participant');
    const found = await Promise.all(Array.from({ length: 400 }, () => fetch(`${open.address}/v1/people`, { method: 'POST', headers: { authorization: token } })));
    expect(found.every(({ status }) => status === 200)).toBe(true);
    await open.stop();
  });
});

describe('a service that has too much to do', () => {
  it('gets no more requests than it may have under way', async () => {
    const gateway = await testGateway({ maxInFlight: 2, answerTimeout: 1_000 });
    const headers = { authorization: await gateway.bearer('participant') };
    const silent = Array.from({ length: 3 }, () => fetch(`${gateway.address}/v1/pairings/7f/silent`, { headers }).then((response) => response.json() as Promise<{ detail: string }>));
    const details = (await Promise.all(silent)).map(({ detail }) => /too much to do|does not answer/.exec(detail)![0]).sort();
    expect(details).toEqual(['does not answer', 'does not answer', 'too much to do']);
    expect((await fetch(`${gateway.address}/v1/pairings/7f`, { headers })).status).toBe(200);
    await gateway.stop();
  });

  it('has limits by default', () => {
    expect(gatewayDefaults.maxInFlight).toBeGreaterThan(0);
    expect(Object.values(gatewayDefaults.rateLimits).every((limit) => limit! > 0)).toBe(true);
  });
});
