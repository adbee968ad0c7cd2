import type { ServiceName } from '@flipside/contracts';
import { devIssuer, newDevIssuerKey, serviceTokens, tokenVerifier, createLogger, type DevIssuer } from '@flipside/service-kit';
import { testDatabase } from '@flipside/testing';
import { main } from '../cli/ops.js';
import { gatewayDefaults, unlimited } from '../config.js';
import { serviceNames } from '../openapi/read-documents.js';
import { createGateway, type Gateway } from '../service.js';
import { followUp } from '../testing/plan.js';
import { smallServices, type SmallServices } from '../testing/small-services.js';
import { TestClock } from '../testing/test-clock.js';

interface Done {
  readonly service: ServiceName;
  readonly id: string;
  readonly at: string;
}

/** What has to be done by a moment when something is planned in a service, followed by hand. */
function expected(service: ServiceName, id: string, at: string, hops: number, until: string): Done[] {
  if (at > until) return [];
  const next = serviceNames[(serviceNames.indexOf(service) + 1) % 4]!;
  const following = `${id}.${next}`;
  return [{ service, id, at }, ...(hops > 0 ? expected(next, following, followUp(following, at), hops - 1, until) : [])];
}

describe('business time in development mode', () => {
  let issuer: DevIssuer;
  let clock: TestClock;
  let services: SmallServices;
  let gateway: Gateway;
  let address: string;
  beforeAll(async () => {
    issuer = await devIssuer(await newDevIssuerKey());
    clock = new TestClock('2027-01-04T08:00:00.000Z');
    services = await smallServices(issuer, clock, testDatabase);
    gateway = await createGateway({ ...gatewayDefaults, rateLimits: unlimited, services: services.addresses }, {
      log: createLogger('gateway', 'silent'),
      verifyToken: tokenVerifier(issuer.trust),
      serviceTokens: serviceTokens('gateway', 'secret'),
      cursorSecret: Buffer.alloc(32, 1),
      documents: services.documents,
      development: { issuer, clock },
    });
    address = await gateway.start('127.0.0.1', 0);
  });
  afterAll(async () => {
    await gateway.stop();
    await services.stop();
  });

  const post = async (path: string, body: object): Promise<{ status: number; body: Record<string, unknown> }> => {
    const response = await fetch(address + path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const get = async (path: string, roles: string[] = []): Promise<Record<string, unknown>> => {
    const headers: Record<string, string> = roles.length > 0 ? { authorization: `Bearer ${(await post('/v1/dev/tokens', { roles })).body.token}` } : {};
    return (await fetch(address + path, { headers })).json() as Promise<Record<string, unknown>>;
  };
  const done = async (): Promise<Done[]> => {
    const found: Done[] = [];
    for (const service of serviceNames) {
      const { events } = await services.running.get(service)!.feed('public').read({ limit: 100_000 });
      for (const { type, data, at } of events) if (type === 'Done') found.push({ service, id: String(data.id), at });
    }
    return found;
  };
  const sorted = (all: readonly Done[]): readonly string[] => all.map(({ service, id, at }) => `${at} ${service} ${id}`).sort();

  it('stops at each due moment, does what is due there and what follows from it, before it goes on', async () => {
    const plans = Array.from({ length: 24 }, (_, n) => ({
      service: serviceNames[n % 4]!, id: `p${'x'.repeat(n % 7)}${n}`, hops: n % 6, due: new Date(Date.UTC(2027, 0, 4, 9 + (n % 9), (n % 3) * 20)).toISOString(),
    }));
    for (const { service, id, due, hops } of plans) await services.plan(service, id, due, hops);
    const wanted = (until: string): readonly string[] => sorted(plans.flatMap(({ service, id, due, hops }) => expected(service, id, due, hops, until)));
    for (const to of ['2027-01-04T12:00:00.000Z', '2027-01-04T12:00:00.000Z', '2027-01-08T00:00:00.000Z']) {
      const before = (await done()).length;
      const { status, body } = await post('/v1/dev/clock', { to });
      expect([status, body.now]).toEqual([200, to]);
      expect(sorted(await done())).toEqual(wanted(to));
      expect(body.fired).toBeLessThanOrEqual((await done()).length - before); // a service's own tick may have been faster
    }
    expect(clock.stops).toEqual([...clock.stops].sort());
    for (const service of serviceNames) {
      const times = (await done()).filter((one) => one.service === service).map(({ at }) => at);
      expect(times).toEqual([...times].sort());
    }
  });

  it('does at once what fell due in the past', async () => {
    await services.plan('sessions', 'late', '2027-01-01T00:00:00.000Z', 0);
    const { now } = await get('/v1/dev/clock');
    const { body } = await post('/v1/dev/clock', { to: String(now) });
    expect(body).toMatchObject({ moments: 0, now });
    expect(body.fired).toBeLessThanOrEqual(1); // a service's own tick may have been faster
    expect((await done()).filter(({ id }) => id === 'late')).toHaveLength(1);
  });

  it('never goes back', async () => {
    expect(await post('/v1/dev/clock', { to: '2027-01-05T00:00:00Z' })).toMatchObject({ status: 409, body: { code: 'clock-goes-back' } });
    expect(await post('/v1/dev/clock', { to: 'tomorrow' })).toMatchObject({ status: 422, body: { code: 'request-invalid' } });
    expect(await get('/v1/dev/clock')).toEqual({ now: '2027-01-08T00:00:00.000Z' });
  });

  it('lets requests to move it take turns', async () => {
    await services.plan('matching', 'turns', '2027-01-08T02:00:00.000Z', 2);
    const moves = await Promise.all(['2027-01-08T06:00:00Z', '2027-01-09T00:00:00Z'].map((to) => post('/v1/dev/clock', { to })));
    expect(moves.map(({ status }) => status)).toEqual([200, 200]);
    expect((await done()).filter(({ id }) => id.startsWith('turns'))).toHaveLength(3);
    expect(moves.reduce((sum, { body }) => sum + Number(body.fired), 0)).toBeLessThanOrEqual(3); // a service's own tick may have been faster
    expect(clock.stops).toEqual([...clock.stops].sort());
  });

  it('waits until nothing is under way', async () => {
    for (let n = 0; n < 200; n++) void services.plan('participants', `busy${n}`, '2028-01-01T00:00:00.000Z', 0);
    const settled = await get('/v1/dev/settled');
    expect(settled).toMatchObject({ now: '2027-01-09T00:00:00.000Z', services: serviceNames.map((service) => ({ service })) });
  });

  it('goes through many due moments in one request', async () => {
    for (let n = 0; n < 100; n++) {
      await services.plan(serviceNames[n % 4]!, `many${n}`, new Date(Date.UTC(2029, 0, 1) + n * 60_000).toISOString(), 0);
    }
    const before = (await done()).length;
    const { body } = await post('/v1/dev/clock', { to: '2029-02-01T00:00:00Z' });
    expect([body.moments, (await done()).length]).toEqual([101, before + 300]);
  });

  it('gives tokens of any role, which everybody believes, and shows the keys', async () => {
    const { body } = await post('/v1/dev/tokens', { roles: ['operator'] });
    expect(body).toMatchObject({ subject: 'operator', token: expect.stringMatching(/^eyJ/) });
    const lag = await fetch(`${address}/v1/ops/lag`, { headers: { authorization: `Bearer ${body.token}` } });
    expect(lag.status).toBe(200);
    const keys = (await get('/v1/dev/jwks.json')).keys as Record<string, string>[];
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toHaveProperty('d');
    expect(await post('/v1/dev/tokens', { roles: ['king'] })).toMatchObject({ status: 422 });
  });

  it('shows operators the lag of all services, across them too, and routes what names one', async () => {
    await get('/v1/dev/settled');
    const { services: reports, unreachable } = (await get('/v1/ops/lag', ['operator'])) as { services: { service: string; consumers: { lag: number | null }[] }[]; unreachable: string[] };
    expect([reports.map(({ service }) => service), unreachable]).toEqual([serviceNames, []]);
    expect(reports.flatMap(({ consumers }) => consumers.map(({ lag }) => lag))).toEqual(Array.from({ length: 8 }, () => 0));
    expect(await get('/v1/ops/parked', ['operator'])).toEqual({ items: [], unreachable: [] });
    expect(await get('/v1/ops/read-models/matching.timers', ['operator'])).toMatchObject({ name: 'matching.timers', state: 'never' });
    const operator = String((await post('/v1/dev/tokens', { roles: ['operator'] })).body.token);
    const rebuild = await fetch(`${address}/v1/ops/read-models/sessions.timers/rebuild`, { method: 'POST', headers: { authorization: `Bearer ${operator}`, 'idempotency-key': 'rebuild-1' } });
    expect([rebuild.status, await rebuild.json()]).toMatchObject([202, { name: 'sessions.timers', state: 'running' }]);
    while ((await get('/v1/ops/read-models/sessions.timers', ['operator'])).state === 'running');
    expect(await get('/v1/ops/read-models/sessions.timers', ['operator'])).toMatchObject({ state: 'done' });
    expect(await get('/v1/ops/lag', ['analyst'])).toMatchObject({ code: 'role-missing' });
  });

  it('parks what a policy cannot handle; operators see no content of it, and replay or discard it', async () => {
    const operator = String((await post('/v1/dev/tokens', { roles: ['operator'] })).body.token);
    const act = async (id: string, action: string, token = operator) => {
      const response = await fetch(`${address}/v1/ops/parked/${id}/${action}`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'idempotency-key': crypto.randomUUID() } });
      return { status: response.status, body: (await response.json()) as object };
    };
    const ops = async (...args: string[]) => {
      const lines: string[] = [];
      return [await main(args, { FLIPSIDE_GATEWAY: address, FLIPSIDE_TOKEN: operator }, (line) => lines.push(line)), lines.join('\n')];
    };
    for (const id of ['poison-1', 'poison-2']) {
      services.refused.add(id);
      await services.plan('participants', id, '2029-03-01T00:00:00.000Z', 1);
    }
    await post('/v1/dev/clock', { to: '2029-03-02T00:00:00Z' });
    const items = (await get('/v1/ops/parked', ['operator'])).items as { id: string }[];
    const shown = { consumer: 'matching.follow-up', source: 'participants', type: 'Done', error: 'TypeError', queued: false };
    expect(items).toEqual([1, 2].map(() => ({
      ...shown, id: expect.stringMatching(/^matching\.\d+$/), eventId: expect.any(String), position: expect.any(String), parkedAt: expect.any(String),
    })));
    expect(JSON.stringify(items)).not.toContain('poison');
    const [first, second] = items.map(({ id }) => id) as [string, string];
    expect(await ops('parked')).toEqual([0, expect.stringContaining(first)]);
    expect(await act(first, 'replay')).toMatchObject({ status: 409, body: { code: 'replay-failed', detail: expect.stringContaining('TypeError') } });
    expect(await act('matching.999999', 'discard')).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await act('nowhere.1', 'replay')).toMatchObject({ status: 404, body: { code: 'not-found' } });
    const analyst = String((await post('/v1/dev/tokens', { roles: ['analyst'] })).body.token);
    expect(await act(first, 'replay', analyst)).toMatchObject({ status: 403, body: { code: 'role-missing' } });
    services.refused.clear();
    expect(await act(first, 'replay')).toEqual({ status: 200, body: { id: first, handled: 1, left: 0 } });
    expect(await ops('parked', 'discard', second)).toEqual([0, `${second} is parked no more; handled 0 of its stream, 0 still parked`]);
    expect(await act(first, 'replay')).toMatchObject({ status: 404 });
    expect(await ops('parked')).toEqual([0, 'nothing is parked']);
    await post('/v1/dev/clock', { to: '2029-03-03T00:00:00Z' });
    expect((await done()).map(({ id }) => id).filter((id) => id.startsWith('poison'))).toEqual(['poison-1', 'poison-2', 'poison-1.matching']);
    expect((await ops('lag'))[0]).toBe(0);
  });
});
