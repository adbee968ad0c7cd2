import { readFile } from 'node:fs/promises';
import type { ServiceName } from '@flipside/contracts';
import { createClient } from '@flipside/gateway/client/client';
import type { OpenApi } from '@flipside/gateway/openapi/document';
import { each } from '@flipside/standalone/demo/each';
import { generatedFiles } from '@flipside/standalone/tools/generated-files';
import { badInputs } from './bad-input.js';
import { documentOf, root } from './document.js';
import { mergedAway } from './goes-on.js';
import { exampleOf, routes, unownedIn, unpagedLists, Walk } from './routes.js';
import { unownedRoutes } from './unowned-routes.js';
import { openWorld, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.stop());

describe('who is let in', () => {
  it('is said of every route: by an owner, or in the list of what guards it instead', () => {
    const found = routes.flatMap((route) => {
      const roles = unownedIn(route);
      return roles === undefined ? [] : [[route.name, roles] as const];
    });
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(Object.entries(unownedRoutes).map(([name, { roles }]) => [name, roles])));
    expect(routes.filter(({ grants, open }) => grants.length === 0 && open === undefined).map(({ name }) => name)).toEqual([]);
  });

  it('is nobody without a token', async () => {
    expect(await new Walk(world).withoutToken()).toEqual([]);
  });

  it('is nobody with a wrong role, even if the thing is theirs', async () => {
    const before = await world.heads();
    expect(await new Walk(world).withWrongRole()).toEqual([]);
    expect(await world.heads()).toEqual(before);
  });

  it('is nobody whose it is not, and existence is not confirmed', async () => {
    const before = await world.heads();
    expect(await new Walk(world).withWrongPerson()).toEqual([]);
    expect(await world.heads()).toEqual(before);
  });

  it('is nobody in particular where the token names nobody', async () => {
    expect(await new Walk(world).withoutPerson()).toEqual([]);
  });

  it('is whoever owns it, with each of the roles that may', async () => {
    const before = await world.heads();
    expect(await new Walk(world).withRightPerson()).toEqual([]);
    expect(await world.heads()).toEqual(before);
  });
});

describe('every list', () => {
  it('is paged, or is one that is bounded by what we ship', () => {
    const lists = routes.filter((route) => route.method === 'get' && 'items' in exampleOf(route));
    expect(lists.length).toBeGreaterThan(30);
    const unpaged = lists.filter((route) => !route.parameters.some(({ name }) => name === 'after') || !('next' in exampleOf(route)));
    expect(unpaged.map(({ name }) => name).sort()).toEqual(Object.keys(unpagedLists).sort());
  });

  it('gives the same in pages of one as whole, whoever may read it', async () => {
    expect(await new Walk(world).inPages()).toEqual([]);
  });
});

describe('the list of programmes', () => {
  it('has for each role and person those of which they may read a single one, and no other', async () => {
    const { api, seeded } = world;
    const { programme, other, staff } = seeded;
    const people = [programme, other].flatMap(({ adminId, sponsorId, custodianId, deputyId }) => [adminId, sponsorId, custodianId, deputyId]);
    const roles = ['programme-admin', 'sponsor', 'custodian', 'auditor', 'analyst'] as const;
    const held = [...roles.map((role) => [role] as const), ['sponsor', 'programme-admin'] as const, ['custodian', 'analyst'] as const];
    const seen = new Set<number>();
    for (const personId of [...people, staff.Stranger]) {
      for (const roles of held) {
        const token = await api.token({ roles, personId });
        const readable = await Promise.all([programme, other].map(async ({ id }) => [id, (await api.ask('GET', `/v1/programmes/${id}`, { token })).status === 200] as const));
        const { items } = (await api.ask('GET', '/v1/programmes?limit=500', { token })).body as { items: { id: string }[] };
        const listed = items.map(({ id }) => id).filter((id) => [programme.id, other.id].includes(id));
        expect([personId, roles, listed.sort()]).toEqual([personId, roles, readable.filter(([, may]) => may).map(([id]) => id).sort()]);
        seen.add(listed.length);
      }
    }
    expect([...seen].sort()).toEqual([0, 1, 2]);
    const [found] = (await api.as({ roles: ['programme-admin'], personId: programme.adminId }, 'GET', '/v1/programmes')).body.items;
    expect(found).toMatchObject({ id: programme.id, name: 'Learn from below', state: 'open', window: { from: '2027-01-04' } });
    expect(await api.ask('GET', '/v1/programmes', { token: await api.token({ roles: ['sponsor'] }) })).toMatchObject({ status: 403, body: { code: 'role-missing' } });
  });
});

describe('bad input', () => {
  it('is turned away with a code of its own and what to do about it, and nothing is appended', async () => {
    const { api } = world;
    await api.moveTo('2027-01-13T08:00:00Z'); // the offer has expired
    const before = await world.heads();
    const found = await each(await badInputs(world), async ({ method, path, who, asked, ...expected }) => {
      const { status, headers, body } = await api.ask(method, path, { token: who ? await api.token(who) : null, ...asked });
      const { code, detail } = body as { code: string; detail: string };
      const said = (expected.says.test(detail) && (status === 404 || detail !== (body as { title: string }).title)) || detail;
      return { what: expected.what, status, code, said, type: String(headers['content-type']).split(';')[0] };
    }, 4);
    const wanted = (await badInputs(world)).map(({ what, status, code }) => ({ what, status, code, said: true, type: 'application/problem+json' }));
    expect(found).toEqual(wanted);
    expect(await world.heads()).toEqual(before);
  });

  it('of the same Idempotency-Key with another body changes nothing, and the first answer stays', async () => {
    const { api, seeded } = world;
    const asked = { token: await api.token({ roles: ['programme-admin'], personId: seeded.programme.adminId }), headers: { 'idempotency-key': 'the-same-key' } };
    const first = await api.ask('POST', '/v1/programmes', { ...asked, body: { name: 'One' } });
    const before = await world.heads();
    const other = await api.ask('POST', '/v1/programmes', { ...asked, body: { name: 'Two' } });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused', detail: expect.stringContaining('use a new key') } });
    expect(await api.ask('POST', '/v1/programmes', { ...asked, body: { name: 'One' } })).toMatchObject({ status: first.status, body: first.body });
    expect(await world.heads()).toEqual(before);
  });
});

describe('the typed client', () => {
  it('calls what the document describes, sees its own writes, and throws problems by their code', async () => {
    const { api, seeded } = world;
    const who = { roles: ['programme-admin'], personId: seeded.programme.adminId } as const;
    const client = createClient({ address: api.address, token: async () => (await api.token(who)).slice('Bearer '.length) });
    const { body: { id }, position } = await client.call('POST /v1/programmes', { body: { name: 'By the client' } });
    expect(position).toMatch(/^participants:1:\d+$/);
    const { body: programme, etag } = await client.call('GET /v1/programmes/{programmeId}', { path: { programmeId: id } });
    expect([programme.name, programme.state, etag]).toEqual(['By the client', 'draft', '"0"']);
    const { body: page } = await client.call('GET /v1/enrolments', { query: { programmeId: seeded.programme.id, limit: 2 } });
    expect([page.items.length, typeof page.next]).toEqual([2, 'string']);
    const refused = client.call('POST /v1/programmes/{programmeId}/open', { path: { programmeId: id } });
    await expect(refused).rejects.toMatchObject({ code: 'objective-missing', problem: { status: 409 } });
  });
});

describe('who goes on under another id', () => {
  it('is let in to all that was theirs by the absorbed one, and so is nobody else', async () => {
    const { api, seeded } = world;
    const { programme, pair, staff } = seeded;
    const lists = await new Walk(world).ownLists();
    for (const [list, ids] of Object.entries(lists)) expect([list, ids.length > 0]).toEqual([list, true]);
    // The mentor comes last: who manages them is not told of an absorbed id.
    const offices = [programme.adminId, programme.sponsorId, programme.custodianId, programme.deputyId, staff['Sales manager']];
    const others = await mergedAway(api, [...offices, pair.leaderId]);
    expect(await new Walk(world).withRightPerson(others)).toEqual([]);
    const all = new Map([...others, ...(await mergedAway(api, [pair.mentorId]))]);
    expect(await new Walk(world).withRightPerson(new Map([...all].slice(-1)))).toEqual([]);
    expect(await new Walk(world).withWrongPerson()).toEqual([]);
    // The enrolment of an absorbed id is over, so that nobody has time to release for it any more.
    const left = Object.fromEntries(Object.entries(lists).map(([list, ids]) => [
      list, list.startsWith('GET /v1/line/') ? ids.filter((id) => id !== seeded.enrolmentId) : ids,
    ]));
    expect(await new Walk(world).ownLists((personId) => all.get(personId)!)).toEqual(left);
  }, 300_000);
});

describe('the document', () => {
  it('is the committed one, as are those of the services, the client and the table of error codes', async () => {
    const documents = world.standalone.platform.documents() as unknown as ReadonlyMap<ServiceName, OpenApi>;
    const stale: string[] = [];
    for (const [file, content] of await generatedFiles(documents)) {
      if ((await readFile(new URL(file, root), 'utf8')) !== content) stale.push(`${file}: npm run openapi`);
    }
    expect(stale).toEqual([]);
    const served = await world.api.ask('GET', '/v1/openapi.json');
    expect(served.body).toEqual(await documentOf());
    const events = JSON.parse(await readFile(new URL('libs/contracts/asyncapi.json', root), 'utf8')) as { components: { schemas: Record<string, object> } };
    expect((await world.api.ask('GET', '/v1/asyncapi.json')).body).toEqual(events);
    const held = await world.api.ask('GET', '/v1/schemas/flipside.sessions.v1/SessionHeld');
    expect(held.body).toMatchObject(events.components.schemas['sessions.SessionHeld']!);
    expect((await world.api.ask('GET', '/v1/schemas/flipside.sessions.v1/SkillAssessed')).status).toBe(404);
    expect(String((await world.api.ask('GET', '/docs')).body)).toContain('Flipside API');
  });

  it('describes every answer that was given', () => {
    expect([...world.api.faults]).toEqual([]);
  });
});
