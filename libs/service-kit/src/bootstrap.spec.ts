import { Body, Controller, Get, Injectable, Param, Post, Put } from '@nestjs/common';
import { comparePositions, DomainError, type CommandContext, type Position } from '@flipside/event-sourcing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SignJWT } from 'jose';
import { Access, type Named, type Owner } from './auth/access.js';
import { Humans } from './auth/humans.js';
import { devIssuer, newDevIssuerKey, type DevIssuer } from './auth/dev-issuer.js';
import { serviceTokens } from './auth/service-token.js';
import { tokenVerifier } from './auth/verify-token.js';
import { createApp } from './bootstrap.js';
import { From, type Caller } from './http/caller.js';
import { Answer } from './http/answer.js';
import { Int, ListOf, Text } from './http/fields.js';
import { createLogger } from './logger.js';
import type { Principal } from './roles.js';

const slow = { begun: Promise.withResolvers<void>(), left: Promise.withResolvers<AbortSignal>() };

class Slot {
  @Text({ max: 5 }) from: string;
}

class Wish {
  @Text({ max: 10 }) topic: string;
  @Int({ min: 0, max: 5, optional: true }) level?: number;
  @ListOf(() => Slot, { optional: true, max: 2 }) slots?: Slot[];
}

@Injectable()
class OwnThing implements Owner {
  owns(principal: Principal, { params }: Named): boolean {
    return params.id === principal.personId;
  }
}

@Controller('v1/things')
class ThingController {
  @Post(':id')
  @Access({ role: 'participant', owner: OwnThing })
  async make(@Body() wish: Wish, @From() caller: Caller): Promise<Answer<{ wish: Wish; command: CommandContext }>> {
    return new Answer({ wish, command: await caller.command() }, { revision: 3n, position: { epoch: 1, n: 7n } });
  }

  @Put(':id')
  @Access({ role: 'participant', owner: OwnThing })
  change(@Param('id') _id: string, @From() caller: Caller): { expected: string } {
    return { expected: caller.expected().toString() };
  }

  @Get('broken')
  @Access({ role: 'operator' })
  broken(): never {
    throw new DomainError('thing-broken', 'It is broken: mend it.');
  }

  @Get('slow')
  @Access({ role: 'participant' })
  async slow(@From() { signal }: Caller): Promise<{ waited: boolean }> {
    signal.addEventListener('abort', () => slow.left.resolve(signal));
    slow.begun.resolve();
    await slow.left.promise;
    return { waited: true };
  }

  @Get('unguarded')
  unguarded(): string {
    return 'nobody sees this';
  }
}

describe('the HTTP layer that all services share', () => {
  let app: NestFastifyApplication;
  let issuer: DevIssuer;
  const reached: Position = { epoch: 1, n: 5n };
  let stalled: string | undefined;
  let gone = true;

  beforeAll(async () => {
    issuer = await devIssuer(await newDevIssuerKey());
    app = await createApp({
      service: 'participants',
      log: createLogger('participants', 'silent'),
      controllers: [ThingController],
      providers: [OwnThing],
      errorCodes: { 'thing-broken': { status: 409, meaning: 'The thing is broken.' } },
      humans: new Humans(async () => [{ id: 'me-before', into: 'me' }, { id: 'me', into: 'me-now' }, { id: 'you-before', into: 'you' }]),
      dependencies: [
        { name: 'database', check: async () => true }, { name: 'store', check: async () => gone && Promise.reject(new Error('gone')) },
        { name: 'kafka', check: () => Promise.reject(new Error('gone')), loss: 'spared' },
      ],
      verifyToken: tokenVerifier(issuer.trust),
      serviceTokens: serviceTokens('participants', 'secret'),
      clock: { now: () => '2027-01-04T09:00:00.000Z' },
      stalled: () => stalled,
      digest: async (_, body) => JSON.stringify(body),
      reads: { service: 'participants', behind: async (_, wanted) => (comparePositions(reached, wanted) < 0 ? reached : undefined), caughtUp: async () => undefined },
      bodyLimit: 1000,
    });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterAll(() => app.close());

  const token = (roles: Principal['roles'] = ['participant'], personId = 'me'): Promise<string> =>
    issuer.issue({ subject: personId, personId, roles });

  async function ask(method: 'GET' | 'POST' | 'PUT', url: string, options: { token?: string; body?: unknown; headers?: object } = {}) {
    const response = await app.inject({
      method,
      url,
      headers: { ...(options.token && { authorization: `Bearer ${options.token}` }), ...options.headers },
      ...(options.body !== undefined && { payload: options.body as object }),
    });
    return { status: response.statusCode, headers: response.headers, body: response.json() };
  }
  const key = { 'idempotency-key': 'first-wish' };

  it('answers a command with its ETag and position, and derives its id from principal, path and key', async () => {
    const first = await ask('POST', '/v1/things/me', { token: await token(), body: { topic: 'ai' }, headers: key });
    const again = await ask('POST', '/v1/things/me', { token: await token(), body: { topic: 'ai' }, headers: key });
    expect(first).toMatchObject({ status: 201, headers: { etag: '"3"', 'flipside-position': 'participants:1:7' } });
    expect(again.body.command.commandId).toBe(first.body.command.commandId);
    const other = await ask('POST', '/v1/things/me', { token: await token(), body: { topic: 'ai' }, headers: { 'idempotency-key': 'second-wish' } });
    expect(other.body.command.commandId).not.toBe(first.body.command.commandId);
  });

  it('tells what takes long when nobody waits for the answer any more', async () => {
    await app.listen(0, '127.0.0.1');
    const asker = new AbortController();
    const asked = fetch(`${await app.getUrl()}/v1/things/slow`, { signal: asker.signal, headers: { authorization: `Bearer ${await token()}` } });
    void slow.begun.promise.then(() => asker.abort());
    await expect(asked).rejects.toThrow();
    expect((await slow.left.promise).aborted).toBe(true);
  });

  it('lets one human in by whichever id the thing has or the token, and they act by the one of the thing', async () => {
    const made = async (id: string, personId: string) => {
      const { status, body } = await ask('POST', `/v1/things/${id}`, { token: await token(['participant'], personId), body: { topic: 'ai' }, headers: key });
      return [status, body.command?.actor.id];
    };
    const ids = ['me-before', 'me', 'me-now'];
    for (const thing of ids) for (const mine of ids) expect(await made(thing, mine)).toEqual([201, thing]);
    for (const thing of ids) for (const yours of ['you', 'you-before']) expect(await made(thing, yours)).toEqual([404, undefined]);
  });

  it.each([
    ['no token', {}, 401, 'token-missing'],
    ['a wrong role', { roles: ['operator'] }, 403, 'role-missing'],
    ['the right role of the wrong person', { personId: 'you' }, 404, 'not-found'],
    ['roles that exclude each other', { roles: ['participant', 'auditor', 'custodian'] }, 403, 'roles-exclude-each-other'],
  ] as const)('refuses %s', async (_, who: { roles?: Principal['roles']; personId?: string }, status, code) => {
    const sent = Object.keys(who).length > 0 ? await token(who.roles, who.personId) : undefined;
    expect(await ask('POST', '/v1/things/me', { token: sent, body: { topic: 'ai' }, headers: key })).toMatchObject({ status, body: { code } });
  });

  it('believes no token that is expired, forged, without signature or of another audience', async () => {
    const claims = { flipside_roles: ['participant'], flipside_person: 'me', sub: 'me', iss: 'flipside-development', aud: 'flipside' };
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const tomorrow = Math.floor(Date.now() / 1000) + 86_400;
    const none = `${part({ alg: 'none' })}.${part({ ...claims, exp: tomorrow })}.`;
    const forged = await new SignJWT({ ...claims, exp: tomorrow }).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.alloc(32, 1));
    const expired = await issuer.issue({ subject: 'me', personId: 'me', roles: ['participant'], seconds: -10 });
    for (const [sent, code] of [[none, 'token-invalid'], [forged, 'token-invalid'], [expired, 'token-expired']] as const) {
      expect(await ask('GET', '/v1/things/broken', { token: sent })).toMatchObject({ status: 401, body: { code } });
    }
    const elsewhere = tokenVerifier({ ...issuer.trust, audience: 'another' });
    await expect(elsewhere(`Bearer ${await token()}`)).rejects.toMatchObject({ code: 'token-invalid' });
  });

  it.each([
    ['an unknown field', { topic: 'ai', mood: 'good' }, 422, 'request-invalid', 'mood'],
    ['a missing field', {}, 422, 'request-invalid', 'topic'],
    ['a wrong type', { topic: 'ai', level: 'five' }, 422, 'request-invalid', 'level'],
    ['a nested fault', { topic: 'ai', slots: [{ from: 7 }] }, 422, 'request-invalid', 'slots.0.from'],
  ])('refuses %s and names it', async (_, body, status, code, field) => {
    const answer = await ask('POST', '/v1/things/me', { token: await token(), body, headers: key });
    expect(answer).toMatchObject({ status, body: { code, errors: [{ field }] } });
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('refuses broken JSON, a body over the limit and another media type', async () => {
    const bearer = await token();
    const send = (payload: string, type: string) =>
      app.inject({ method: 'POST', url: '/v1/things/me', payload, headers: { authorization: `Bearer ${bearer}`, 'content-type': type, ...key } });
    expect((await send('{"topic":', 'application/json')).json()).toMatchObject({ status: 400, code: 'body-malformed' });
    expect((await send(JSON.stringify({ topic: 'x'.repeat(2000) }), 'application/json')).json()).toMatchObject({ code: 'body-too-large' });
    expect((await send('<topic/>', 'application/xml')).json()).toMatchObject({ code: 'media-type-unsupported' });
  });

  it('needs an Idempotency-Key on POST and If-Match on PUT', async () => {
    const bearer = await token();
    expect(await ask('POST', '/v1/things/me', { token: bearer, body: { topic: 'ai' } })).toMatchObject({ body: { code: 'idempotency-key-missing' } });
    expect(await ask('PUT', '/v1/things/me', { token: bearer })).toMatchObject({ status: 428, body: { code: 'if-match-missing' } });
    expect(await ask('PUT', '/v1/things/me', { token: bearer, headers: { 'if-match': 'W/x' } })).toMatchObject({ body: { code: 'if-match-invalid' } });
    expect(await ask('PUT', '/v1/things/me', { token: bearer, headers: { 'if-match': '"12"' } })).toMatchObject({ body: { expected: '12' } });
  });

  it('says what the domain refuses, unknown routes, and lets nobody into a route without a guard', async () => {
    const operator = await token(['operator']);
    expect(await ask('GET', '/v1/things/broken', { token: operator })).toMatchObject({ status: 409, body: { code: 'thing-broken', detail: 'It is broken: mend it.' } });
    expect(await ask('GET', '/v1/nothing', { token: operator })).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await ask('GET', '/v1/things/unguarded', { token: operator })).toMatchObject({ status: 403 });
  });

  it('waits for the position that a query names, and says how far it came', async () => {
    const operator = await token(['operator']);
    const behind = await ask('GET', '/v1/things/broken', { token: operator, headers: { 'flipside-min-position': 'participants:1:6' } });
    expect(behind).toMatchObject({ status: 503, headers: { 'retry-after': '1' }, body: { code: 'read-model-behind', reached: 'participants:1:5' } });
    const there = await ask('GET', '/v1/things/broken', { token: operator, headers: { 'flipside-min-position': 'participants:1:5' } });
    expect(there.status).toBe(409);
    expect(await ask('GET', '/v1/things/broken', { token: operator, headers: { 'flipside-min-position': 'x' } })).toMatchObject({ status: 400 });
  });

  it('names each dependency in its readiness, and is ready without what is spared', async () => {
    expect(await ask('GET', '/health/ready')).toMatchObject({ status: 503, body: { dependencies: { database: 'up', store: 'down', kafka: 'down' } } });
    gone = false;
    expect(await ask('GET', '/health/ready')).toMatchObject({ status: 200, body: { status: 'up', dependencies: { store: 'up', kafka: 'down' } } });
    expect(await ask('GET', '/health/live')).toMatchObject({ status: 200, body: { status: 'up' } });
  });

  it('is not alive any more where only a new process helps', async () => {
    stalled = 'a part stands still';
    expect(await ask('GET', '/health/live')).toMatchObject({ status: 503, body: { status: 'down', reason: 'a part stands still' } });
  });
});
