import { createLogger, devIssuer, newDevIssuerKey, serviceTokens, tokenVerifier, type CloudEvent, type EventPage, type Role } from '@flipside/service-kit';
import { testDatabase } from '@flipside/testing';
import { gatewayDefaults, unlimited } from '../config.js';
import { serviceNames } from '../openapi/read-documents.js';
import { createGateway, type Gateway } from '../service.js';
import { smallServices, type SmallServices } from '../testing/small-services.js';
import { TestClock } from '../testing/test-clock.js';

describe('the public event feed over four services', () => {
  let services: SmallServices;
  let gateway: Gateway;
  let address: string;
  let bearer: (role: Role) => Promise<string>;
  beforeAll(async () => {
    const issuer = await devIssuer(await newDevIssuerKey());
    services = await smallServices(issuer, new TestClock('2027-01-04T08:00:00.000Z'), testDatabase);
    gateway = await createGateway({ ...gatewayDefaults, rateLimits: unlimited, services: services.addresses }, {
      log: createLogger('gateway', 'silent'), verifyToken: tokenVerifier(issuer.trust), serviceTokens: serviceTokens('gateway', 'secret'),
      cursorSecret: Buffer.alloc(32, 1), documents: services.documents,
    });
    address = await gateway.start('127.0.0.1', 0);
    bearer = async (role) => `Bearer ${await issuer.issue({ subject: role, roles: [role] })}`;
  });
  afterAll(async () => {
    await gateway.stop();
    await services.stop();
  });

  const ask = async (query: string, role: Role = 'analyst'): Promise<Response> => fetch(`${address}/v1/events${query}`, { headers: { authorization: await bearer(role) } });
  const page = async (after: string | undefined, limit: number, more = ''): Promise<EventPage> => {
    const response = await ask(`?limit=${limit}${after === undefined ? '' : `&after=${after}`}${more}`);
    expect(response.status).toBe(200);
    return response.json() as Promise<EventPage>;
  };
  const inLogs = async (): Promise<string[]> => {
    const logs = await Promise.all(serviceNames.map((name) => services.running.get(name)!.feed('public').read({ limit: 10_000 })));
    return logs.flatMap(({ events }) => events.map(({ id }) => id));
  };
  const ofService = (events: readonly CloudEvent[], name: string): CloudEvent[] => events.filter(({ source }) => source === `/flipside/${name}`);

  it('misses and repeats nothing while all services write', async () => {
    const writing = Promise.all(Array.from({ length: 8 }, async (_, writer) => {
      for (let n = 0; n < 40; n++) await services.plan(serviceNames[(writer + n * (writer % 3)) % 4]!, `w${writer}n${n}`, '2030-01-01T00:00:00.000Z', 0);
    })).then(() => (written = true));
    let written = false;
    const seen: CloudEvent[] = [];
    let after: string | undefined;
    for (let ended = false; !ended; ) {
      const wasWritten = written;
      const { items, next, state } = await page(after, 1 + (seen.length % 23));
      seen.push(...items);
      after = next;
      ended = wasWritten && state === 'end';
    }
    await writing;
    expect(seen.map(({ id }) => id).sort()).toEqual((await inLogs()).sort());
    for (const name of serviceNames) {
      const places = ofService(seen, name).map(({ position }) => Number(position.split(':')[1]));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(places.length).toBeGreaterThan(0);
    }
  });

  it('gives the same page for the same cursor, CloudEvents 1.0', async () => {
    const first = await page(undefined, 40);
    const second = await page(first.next, 40);
    expect(await page(first.next, 40)).toEqual(second);
    expect(first.items).toHaveLength(40);
    expect(first.items[0]).toMatchObject({ specversion: '1.0', type: expect.stringMatching(/^flipside\.[a-z]+\.Planned\.v1$/), datacontenttype: 'application/json', data: { hops: 0 } });
  });

  it('holds the same events in the same order as the feed of each service', async () => {
    const all: CloudEvent[] = [];
    for (let after: string | undefined, state = 'more'; state === 'more'; ) {
      const found = await page(after, 500);
      all.push(...found.items);
      ({ next: after, state } = found);
    }
    for (const name of serviceNames) {
      const own = (await (await ask(`/${name}?limit=500`)).json()) as EventPage;
      expect(ofService(all, name)).toEqual(own.items);
    }
  });

  it('can be of some types', async () => {
    expect((await page(undefined, 50, '&types=Done')).items).toEqual([]);
    expect((await page(undefined, 50, '&types=Done,Planned')).items).toHaveLength(50);
  });

  it.each([
    ['a cursor that was tampered with', async () => `?after=${(await page(undefined, 5)).next.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))}`, 400, 'cursor-invalid'],
    ['a cursor of one service', async () => `?after=${((await (await ask('/matching?limit=5')).json()) as EventPage).next}`, 400, 'cursor-invalid'],
    ['a cursor that is none', async () => '?after=42', 400, 'cursor-invalid'],
    ['its own cursor at one service', async () => `/matching?after=${(await page(undefined, 5)).next}`, 400, 'cursor-invalid'],
    ['a limit over the most', async () => '?limit=501', 422, 'request-invalid'],
    ['an unknown parameter', async () => '?since=1', 422, 'request-invalid'],
    ['a service that is none', async () => '/gateway', 404, 'not-found'],
  ])('refuses %s', async (_, query, status, code) => {
    const response = await ask(await query());
    expect([response.status, await response.json()]).toMatchObject([status, { code }]);
  });

  it('is for analysts alone', async () => {
    for (const role of ['participant', 'operator', 'programme-admin'] as const) {
      for (const path of ['', '/matching']) expect(await (await ask(path, role)).json()).toMatchObject({ status: 403, code: 'role-missing' });
    }
  });
});
