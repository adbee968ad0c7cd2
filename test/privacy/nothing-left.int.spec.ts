import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { startPostgres } from '@flipside/embedded-postgres';
import { Client } from 'pg';
import { fileOf, hr, importFile, organise, type Organisation, type Person } from './kit/organisation.js';
import { asAnalyst, asCustodian, asPerson, openProgramme, written, type Programme } from './kit/programme.js';
import { answer, beginSeason, whispers, type Planned } from './kit/season.js';
import { everyRow, idsOf, placesOf, wordsOf } from './kit/search.js';
import { World } from './kit/world.js';

const operator = { roles: ['operator'] } as const;
const keyDatabases = ['participants', 'matching', 'sessions', 'analytics'].map((name) => `${name}_keys`);

describe('what is left of people', () => {
  let world: World;
  let people: Organisation;
  let programme: Programme;
  let planned: ReadonlyMap<string, Planned>;
  beforeAll(async () => {
    world = await World.open();
    people = await organise(world, 5);
    programme = await openProgramme(world, people);
    planned = await beginSeason(world, programme.pairs);
    await world.moveTo('2027-02-16T09:00:00Z');
    const [pair] = programme.pairs;
    for (const [, say] of whispers(world, pair!, planned.get(pair!.id)!, programme.id)) await say();
    await answer(world, pair!.id, asPerson(pair!.leader));
    await world.settled();
  });
  afterAll(() => world?.close());

  it('is no name, address, number or word in the feed or in any log line, trace or metric of all that went before', async () => {
    const feed: string[] = [];
    for (let after = '', state = 'more'; state === 'more'; ) {
      const page = await world.get<{ items: object[]; next: string; state: string }>(`/v1/events?limit=500${after && `&after=${encodeURIComponent(after)}`}`, asAnalyst);
      feed.push(JSON.stringify(page.items));
      [after, state] = [page.next, page.state];
    }
    expect(feed.join('').length).toBeGreaterThan(10_000);
    expect(world.lines.length).toBeGreaterThan(200);
    const words = [...people.everybody.flatMap(wordsOf), ...Object.values(written), 'Zorvane', 'Alpha', 'Beta/Sales', 'Learn from below'];
    const spans = JSON.stringify(world.traces.all.map(({ name, attributes }) => [name, attributes]));
    expect(world.traces.all.length).toBeGreaterThan(1_000);
    const metrics = (await Promise.all(world.addresses.map((address) => world.textAt(address, '/metrics', operator)))).join('\n');
    expect(metrics).toContain('flipside_commands_total{command="checkIn.');
    for (const text of [feed.join('\n'), world.lines.join('\n'), spans, metrics]) expect(words.filter((word) => text.includes(word))).toEqual([]);
    // And no line says whose request it was.
    for (const text of [world.lines.join('\n'), spans, metrics]) expect(people.everybody.filter(({ id }) => text.includes(id))).toEqual([]);
    expect(world.lines.filter((line) => line.startsWith('FAILED'))).toEqual([]);
  });

  it('is nothing new of whoever raised an anonymous concern, in any table or log line', async () => {
    const reporter = people.mentors[1]!;
    const subject = `shared-${randomBytes(6).toString('hex')}`;
    const { token } = await world.must<{ token: string }>('POST', '/v1/dev/tokens', null, { body: { roles: ['reporter'], subject } });
    const traces = {
      authorization: `Bearer ${token}`, 'idempotency-key': randomUUID(), 'x-correlation-id': `corr-${randomBytes(8).toString('hex')}`,
      traceparent: `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`, 'user-agent': `agent-${randomBytes(8).toString('hex')}`,
      'x-forwarded-for': '203.0.113.77', cookie: `who=${randomBytes(8).toString('hex')}`, referer: `https://halden.example/${reporter.number}`,
    };
    const known = [...idsOf(reporter), ...wordsOf(reporter)];
    const before = await everyRow(world);
    const lines = world.lines.length;
    const spans = world.traces.all.length;
    const body = { programmeId: programme.id, category: 'retaliation', text: written.concern };
    const raised = await world.ask('POST', '/v1/concerns/anonymous', null, { body, headers: traces });
    expect(raised.status).toBe(201);
    const { mailboxCode } = raised.body as { mailboxCode: string };
    const again = await world.ask('POST', '/v1/concerns/anonymous', null, { body, headers: traces });
    expect(again.body).toEqual(raised.body);
    const wrote = await world.ask('POST', '/v1/mailbox/messages', null, { body: { code: mailboxCode, text: written.comment }, headers: { ...traces, 'idempotency-key': randomUUID() } });
    expect(wrote.status).toBe(201);
    await world.settled();
    const after = await everyRow(world);
    const said = world.lines.slice(lines).join('\n');
    for (const word of known) expect([word, placesOf(after, word)]).toEqual([word, placesOf(before, word)]);
    const marks = [subject, token, mailboxCode, written.concern, written.comment, ...Object.values(traces), traces.traceparent.split('-')[1]!, traces.traceparent.split('-')[2]!];
    for (const mark of marks) expect([mark, placesOf(after, mark), said.includes(mark)]).toEqual([mark, {}, false]);
    for (const word of known) expect([word, said.includes(word)]).toEqual([word, false]);
    const shown = world.traces.all.slice(spans).map(({ traceId, name }) => `${traceId} ${name}`);
    expect(shown.filter((span) => /mailbox|anonymous|concern/.test(span) || span.startsWith(traces.traceparent.split('-')[1]!))).toEqual([]);
    expect(said).not.toMatch(/127\.0\.0\.1|concerns|mailbox|remoteAddress/);
    // The custodian has it all the same.
    const { items } = await world.get<{ items: { anonymous: boolean; raiserId: string | null; text: string }[] }>('/v1/concerns', asCustodian(people));
    expect(items.filter(({ anonymous }) => anonymous)).toMatchObject([{ raiserId: null, text: written.concern }]);
  });

  it('is nothing of an erased person but an id that leads nowhere: in logs, read models, artefacts, timers, files, keys', async () => {
    const [{ mentor }] = programme.pairs as [Programme['pairs'][0]];
    const { id: consent } = await world.post(`/v1/people/${mentor.id}/consents`, asPerson(mentor), { trait: 'age-band', value: 'zorvane-band' });
    expect(consent).toBeDefined();
    await world.settled();
    await copyKeys(world, 'before');
    const words = [...wordsOf(mentor), 'zorvane-band'];
    expect(Object.keys(placesOf(await everyRow(world), mentor.name))).toEqual(['participants.public.people_v1']);
    await world.post(`/v1/people/${mentor.id}/erasure`, hr);
    await world.settled();
    const rows = await everyRow(world);
    for (const word of words) expect([word, placesOf(rows, word)]).toEqual([word, {}]);
    for (const word of wordsOf(mentor)) expect([word, world.lines.some((line) => line.includes(word))]).toEqual([word, false]);
    expect(await keysOf(world, mentor)).toEqual(keyDatabases.map((name) => [name, 0, true]));
    // An older file brings nobody back.
    const again = await importFile(world, fileOf(people.everybody), '2027-01-05');
    expect(again).toMatchObject({ state: 'completed', rejected: 1, counts: { registered: 0 } });
    for (const word of wordsOf(mentor)) expect([word, placesOf(await everyRow(world), word)]).toEqual([word, {}]);
  });

  it('stays nothing where key stores come back from before the erasure: it is carried out again before anybody is let in', async () => {
    const [{ mentor, leader }] = programme.pairs as [Programme['pairs'][0]];
    await restoreKeys(world, 'before');
    expect((await keysOf(world, mentor)).every(([, keys, isErased]) => keys === 0 && isErased)).toBe(true);
    const { body } = await world.ask('GET', `/v1/people/${mentor.id}`, hr);
    expect(body).toMatchObject({ state: 'erased', name: null, keys: [], profile: null });
    expect((await world.ask('GET', `/v1/people/${leader.id}`, hr)).body).toMatchObject({ state: 'employed', name: leader.name });
  });

  it('is no more than what a rebuild from the log finds, in which everything sealed is gone', async () => {
    const shown = async () => new Map([...(await everyRow(world))].flatMap(([table, rows]) => {
      const name = /^(?!.*_keys)(\w+)\.public\.([a-z_]+?)_v\d+(_[a-z0-9]+)?$/.exec(table);
      return name ? [[`${name[1]}.${name[2]}`, [...rows].sort()] as const] : [];
    }));
    await world.moveTo('2027-02-17T01:00:00Z'); // the night after
    const before = await shown();
    for (const service of ['participants', 'matching', 'sessions', 'analytics']) {
      const { body } = await world.ask('GET', `/v1/ops/read-models/${service}.none`, operator);
      for (const name of (body.detail as string).match(new RegExp(`${service}\\.[a-z-]+`, 'g'))!) {
        await world.post(`/v1/ops/read-models/${name}/rebuild`, operator);
        for (let state = 'running'; state === 'running'; ) ({ state } = await world.get<{ state: string }>(`/v1/ops/read-models/${name}`, operator));
      }
    }
    await world.settled();
    const after = await shown();
    const differing = [...before].flatMap(([table, rows]) => rows.filter((row) => !after.get(table)?.includes(row)).map((row) => [table, row]));
    expect(differing).toEqual([]);
  });
});

/** By key database: how many keys of the person there are, and whether there is a tombstone. */
async function keysOf(world: World, { id }: Person): Promise<(readonly [string, number, boolean])[]> {
  return Promise.all(keyDatabases.map(async (name) => {
    const client = new Client({ connectionString: world.databases.url(name) });
    await client.connect();
    const { rows } = await client.query<{ keys: number; erased: boolean }>(
      `select (select count(*)::int from data_key where subject = $1) as keys, exists (select from erased_subject where subject = $1) as erased`, [id],
    );
    await client.end();
    return [name, rows[0]!.keys, rows[0]!.erased] as const;
  }));
}

/** As an operator does it: the product stands still, the server runs. */
async function onServer(world: World, statements: readonly string[]): Promise<void> {
  await world.stop();
  const server = await startPostgres({ dataDir: join(world.folder, 'data', 'postgres') });
  const client = new Client({ connectionString: server.url('postgres') });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
  await server.stop();
  await world.start();
}

function copyKeys(world: World, name: string): Promise<void> {
  return onServer(world, keyDatabases.map((database) => `create database "${database}_${name}" template "${database}"`));
}

function restoreKeys(world: World, name: string): Promise<void> {
  return onServer(world, keyDatabases.flatMap((database) => [`drop database "${database}"`, `alter database "${database}_${name}" rename to "${database}"`]));
}
