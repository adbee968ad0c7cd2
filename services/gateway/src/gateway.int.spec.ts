import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { testGateway, type TestGateway } from './testing/test-gateway.js';
import type { Seen } from './testing/upstream-server.js';

describe('the gateway', () => {
  let gateway: TestGateway;
  let bearer: string;
  beforeAll(async () => {
    gateway = await testGateway({ answerTimeout: 600, bodyLimit: 1_000, corsOrigins: ['https://admin.example'] });
    bearer = await gateway.bearer('participant');
  });
  afterAll(() => gateway.stop());

  const ask = (path: string, options: RequestInit & { token?: string } = {}): Promise<Response> =>
    fetch(`${gateway.address}${path}`, { redirect: 'manual', ...options, headers: { authorization: options.token ?? bearer, ...options.headers } });
  const seenBy = async (path: string, options: RequestInit = {}): Promise<Seen> => (await ask(path, options)).json() as Promise<Seen>;

  it.each([
    ['GET', '/v1/people?after=x&limit=5', 'participants'],
    ['GET', '/v1/people/7f', 'participants'],
    ['PUT', '/v1/pairings/7f', 'matching'],
    ['GET', '/v1/pairings/7f/notes', 'sessions'],
    ['GET', '/v1/figures/skill-transfer', 'analytics'],
    ['GET', '/v1/events/sessions?limit=3', 'sessions'],
    ['POST', '/v1/ops/parked/matching.12/replay', 'matching'],
  ])('leads %s %s to %s, path and query untouched', async (method, path, service) => {
    expect(await seenBy(path, { method })).toMatchObject({ service, method, url: path });
  });

  it('knows no route that is in no document, internal ones least of all', async () => {
    for (const path of ['/internal/status', '/v1/unknown', '/v1/people/../../internal/status', '/v1/events/gateway', '/v1/ops/parked/12/replay', '//internal/keys', '/v1//people']) {
      const response = await ask(path, { method: path.includes('replay') ? 'POST' : 'GET' });
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.json()).toMatchObject({ code: 'not-found' });
    }
    const encoded = await seenBy('/v1/people/..%2f..%2finternal%2fstatus');
    expect(encoded.url).toBe('/v1/people/..%2f..%2finternal%2fstatus');
  });

  it('says which methods a path has', async () => {
    const response = await ask('/v1/people/7f', { method: 'DELETE' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, PUT']);
    expect(await response.json()).toMatchObject({ code: 'method-not-allowed' });
  });

  it('passes on what a service needs to know, and nothing else', async () => {
    const headers = {
      'idempotency-key': 'wish-0001', 'if-match': '"3"', 'flipside-min-position': 'participants:1:7', 'content-type': 'application/json',
      'x-correlation-id': 'given-by-me', cookie: 'session=1', 'x-forwarded-for': '10.0.0.1', forwarded: 'for=10.0.0.1', 'user-agent': 'me',
      'flipside-invented': '1', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', tracestate: 'a=b', origin: 'https://elsewhere.example',
    };
    const { headers: seen, bytes } = await seenBy('/v1/people', { method: 'POST', body: '{"a":1}', headers });
    const { host: _host, connection: _connection, ...rest } = seen;
    expect(rest).toEqual({
      authorization: bearer, accept: '*/*', 'content-type': 'application/json', 'content-length': '7', 'idempotency-key': 'wish-0001', 'if-match': '"3"',
      'flipside-min-position': 'participants:1:7', 'x-correlation-id': 'given-by-me', traceparent: headers.traceparent, tracestate: 'a=b',
    });
    expect(bytes).toBe(7);
  });

  it('begins a trace where there is none, and says its correlation id', async () => {
    const response = await ask('/v1/people', { headers: { traceparent: '00-00000000000000000000000000000000-b7ad6b7169203331-01' } });
    const { headers } = (await response.json()) as Seen;
    const id = response.headers.get('x-correlation-id')!;
    expect(headers['x-correlation-id']).toBe(id);
    expect(headers.traceparent).toMatch(new RegExp(`^00-${id.replaceAll('-', '')}-[0-9a-f]{16}-00$`));
  });

  it('passes on what a service answers but what ends at a hop or tells of what is behind', async () => {
    const response = await ask('/v1/people');
    const headers = Object.fromEntries(response.headers);
    expect(headers).toMatchObject({ etag: '"7"', 'flipside-position': 'participants:1:42', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(headers).toMatchObject({ 'content-security-policy': expect.stringContaining("frame-ancestors 'none'") });
    for (const name of ['server', 'x-powered-by', 'x-hop']) expect(headers).not.toHaveProperty(name);
    const moved = await ask('/v1/people/moved');
    expect([moved.status, moved.headers.get('location')]).toEqual([303, '/v1/people/there?x=1']);
    const refused = await ask('/v1/people/refusing');
    expect([refused.status, await refused.json()]).toEqual([409, { code: 'person-left', status: 409 }]);
  });

  it('lets browser applications of the configured origins call, and no other', async () => {
    const preflight = (origin: string): Promise<Response> =>
      ask('/v1/people', { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'idempotency-key' } });
    const answer = await preflight('https://admin.example');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://admin.example');
    expect(answer.headers.get('access-control-allow-headers')).toContain('idempotency-key');
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
    const got = await ask('/v1/people', { headers: { origin: 'https://admin.example' } });
    expect(got.headers.get('access-control-expose-headers')).toContain('Flipside-Position');
    expect(got.headers.get('access-control-allow-origin')).toBe('https://admin.example');
  });

  it.each([
    ['/v1/people', 'a proxied route'],
    ['/v1/events', 'a route of its own'],
  ])('refuses tokens on %s (%s) that are missing, forged, expired or of another issuer', async (path) => {
    const other = await testGateway();
    const expired = `Bearer ${await gateway.issuer.issue({ subject: 'x', roles: ['analyst'], seconds: -1 })}`;
    const stranger = await other.bearer('analyst');
    await other.stop();
    for (const [token, code] of [['', 'token-missing'], [`${bearer}x`, 'token-invalid'], [expired, 'token-expired'], [stranger, 'token-invalid']] as const) {
      const response = await ask(path, { token });
      expect([response.status, response.headers.get('content-type')]).toEqual([401, 'application/problem+json; charset=utf-8']);
      expect(await response.json()).toMatchObject({ status: 401, code, type: `urn:flipside:problem:${code}` });
    }
    const together = await ask(path, { token: await gateway.bearer('auditor', 'custodian') });
    expect([together.status, await together.json()]).toMatchObject([403, { code: 'roles-exclude-each-other' }]);
  });

  it('does not believe a token beyond its end, however lately it was checked', async () => {
    const short = `Bearer ${await gateway.issuer.issue({ subject: 'x', roles: ['participant'], seconds: 1 })}`;
    expect((await ask('/v1/people', { token: short })).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await (await ask('/v1/people', { token: short })).json()).toMatchObject({ code: 'token-expired' });
  });

  it('lets nothing of whoever uses the shared reporting token through, and logs nothing of it', async () => {
    const token = await gateway.bearer('reporter');
    const headers = { 'x-correlation-id': 'traces-me', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'content-type': 'application/json', 'user-agent': 'mine' };
    const lines = gateway.logged.length;
    const response = await ask('/v1/concerns', { method: 'POST', body: '{}', token, headers });
    const { headers: seen } = (await response.json()) as Seen;
    expect(Object.keys(seen).sort()).toEqual(['accept', 'authorization', 'connection', 'content-length', 'content-type', 'host']);
    expect(response.headers.has('x-correlation-id')).toBe(false);
    expect(gateway.logged.slice(lines)).toEqual([]);
    expect((await seenBy('/v1/mailbox', { headers: { 'mailbox-code': 'abc' } })).headers['mailbox-code']).toBe('abc');
  });

  it('logs the route and never the path', async () => {
    await ask('/v1/people/ada-lovelace?name=ada');
    const line = JSON.parse(gateway.logged.at(-1)!) as object;
    expect(line).toMatchObject({ msg: 'request', method: 'GET', route: '/v1/people/:id', status: 200 });
    expect(gateway.logged.join('')).not.toMatch(/lovelace|name=|Bearer|eyJ/);
  });

  it('answers 503 when a service is down or does not answer in time, and never says where it is', async () => {
    const silent = await ask('/v1/pairings/7f/silent');
    expect([silent.status, silent.headers.get('retry-after'), await silent.json()]).toMatchObject([503, '2', { code: 'service-unavailable' }]);
    const down = await testGateway();
    await down.upstreams.matching.server.close();
    const token = await down.bearer('participant');
    for (const init of [{}, { method: 'PUT', body: '{"a":1}', headers: { 'content-type': 'application/json' } }] as RequestInit[]) {
      const response = await fetch(`${down.address}/v1/pairings/7f`, { ...init, headers: { authorization: token, ...init.headers } });
      const text = await response.text();
      expect([response.status, JSON.parse(text)]).toMatchObject([503, { code: 'service-unavailable' }]);
      expect(text).not.toContain(new URL(down.upstreams.matching.address).port);
    }
    expect((await fetch(`${down.address}/v1/people`, { headers: { authorization: token } })).status).toBe(200);
    await down.stop();
  });

  it('asks once more where a connection broke before the answer, but only what asks and changes nothing', async () => {
    const { participants } = gateway.upstreams;
    for (const [breaks, method, status] of [[1, 'GET', 200], [2, 'GET', 503], [1, 'POST', 503]] as const) {
      participants.breaks = breaks;
      expect([method, (await ask('/v1/people', { method })).status]).toEqual([method, status]);
      expect(participants.breaks).toBe(0);
    }
  });

  it('lets an upload take longer than a service may take to answer', async () => {
    const piece = Buffer.alloc(1_000);
    const slow = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 250));
        if (pieces++ < 12) controller.enqueue(piece);
        else controller.close();
      },
    });
    let pieces = 0;
    const response = await ask('/v1/hr-imports', { method: 'POST', body: slow, duplex: 'half', headers: { 'content-type': 'text/csv' } } as RequestInit);
    expect((await response.json() as Seen).bytes).toBe(12_000);
  });

  it('cuts the connection where an answer breaks off, rather than ending it', async () => {
    await expect(ask('/v1/people/cut').then((response) => response.text())).rejects.toThrow('terminated');
  });

  it('refuses a body over the limit, whether its length is stated or not', async () => {
    const post = (body: string | ReadableStream): Promise<Response> =>
      ask('/v1/people', { method: 'POST', body, headers: { 'content-type': 'application/json' }, duplex: 'half' } as RequestInit);
    for (const body of ['x'.repeat(1_001), new Blob(['x'.repeat(700), 'y'.repeat(700)]).stream()]) {
      const response = await post(body);
      expect([response.status, await response.json()]).toMatchObject([413, { code: 'body-too-large' }]);
    }
    expect(((await (await post(new Blob(['x'.repeat(900)]).stream())).json()) as Seen).bytes).toBe(900);
  });

  it('stops asking a service when the client has gone', async () => {
    const aborted = new AbortController();
    const asked = ask('/v1/pairings/7f/silent', { signal: aborted.signal });
    await new Promise((resolve) => setTimeout(resolve, 100));
    aborted.abort();
    await expect(asked).rejects.toThrow();
    const connections = await new Promise<number>((resolve) => gateway.upstreams.matching.server.server.getConnections((_, count) => resolve(count)));
    expect(connections).toBeLessThanOrEqual(1);
  });

  it('answers a HEAD without a body, and passes bodies without a media type', async () => {
    const head = await ask('/v1/people', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const bytes = await new Promise<number>((resolve) => {
      const sent = httpRequest(`${gateway.address}/v1/people`, { method: 'POST', headers: { authorization: bearer, 'content-length': 3 } }, (response) => {
        void response.setEncoding('utf8').on('data', (text: string) => resolve((JSON.parse(text) as Seen).bytes));
      });
      sent.end('abc');
    });
    expect(bytes).toBe(3);
  });

  it('is not led astray by a request that is framed in two ways', async () => {
    const socket = connect(Number(new URL(gateway.address).port), '127.0.0.1');
    const smuggled = `POST /v1/people HTTP/1.1\r\nhost: x\r\nauthorization: ${bearer}\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /internal/status HTTP/1.1\r\n\r\n`;
    socket.end(smuggled);
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });
});
