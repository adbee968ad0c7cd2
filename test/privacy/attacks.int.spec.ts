import { randomUUID } from 'node:crypto';
import { hr, organise, type Organisation, type Person } from './kit/organisation.js';
import { asAdmin, asAnalyst, asCustodian, asPerson, asSponsor, openProgramme, written, type Pair, type Programme } from './kit/programme.js';
import { answer, beginSeason, type Planned } from './kit/season.js';
import { World, type Asker, type Reply } from './kit/world.js';

interface Operation {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
}

/** What one mentor said, wrote, rated, answered and kept apart. */
type Secrets = Readonly<Record<'sessionId' | 'pairingId' | 'noteId' | 'concernId' | 'blockId' | 'warningId' | 'insightId' | 'checkInId' | 'enrolmentId' | 'personId', string>>;

describe('whoever would like to know what a junior said', () => {
  let world: World;
  let people: Organisation;
  let programme: Programme;
  let planned: ReadonlyMap<string, Planned>;
  let pair: Pair;
  let former: Pair;
  let quiet: Pair;
  let secrets: Secrets;
  let operations: readonly Operation[];
  let attackers: Readonly<Record<string, Asker>>;

  beforeAll(async () => {
    world = await World.open();
    people = await organise(world, 6);
    programme = await openProgramme(world, people);
    planned = await beginSeason(world, programme.pairs);
    [pair, former, quiet] = programme.pairs as [Pair, Pair, Pair];
    await world.moveTo('2027-02-16T09:00:00Z');
    secrets = await speak(pair);
    await speak(former);
    await world.post(`/v1/agreements/${former.id}/withdraw`, asPerson(former.mentor));
    await world.settled();
    await world.moveTo('2027-02-23T09:00:00Z'); // the weekly review has closed it
    const manager: Asker = { roles: ['line-manager', 'participant'], personId: people.mentorsManager.id };
    attackers = {
      'the line manager': manager, 'the admin': asAdmin(people), 'an auditor': { roles: ['auditor'] }, 'an analyst': asAnalyst,
      'an operator': { roles: ['operator'] }, HR: hr, 'the sponsor': asSponsor(people), 'the leader': asPerson(pair.leader),
      'another leader': asPerson(quiet.leader), 'another mentor': asPerson(quiet.mentor), 'the former partner': asPerson(former.leader),
    };
    operations = await readOperations();
  });
  afterAll(() => world?.close());

  async function speak({ id: pairingId, mentor, leader }: Pair): Promise<Secrets> {
    const self = asPerson(mentor);
    const { held: sessionId } = planned.get(pairingId)!;
    const note = await world.post(`/v1/sessions/${sessionId}/notes`, self, { text: written.note });
    await world.post(`/v1/sessions/${sessionId}/feedback`, self, { kind: 'practice', text: written.feedback });
    await world.post('/v1/assessments', self, { pairingId, subject: 'mentee', skill: 'generative-ai', occasion: 'baseline', rater: 'mentor', rating: 1 });
    const warning = await world.post('/v1/warnings', self, { pairingId, text: written.warning, bitesOn: '2027-04-01', audience: 'custodian', named: false });
    const insight = await world.post('/v1/insights', self, { pairingId, area: 'process', text: written.insight });
    const concern = await world.post('/v1/concerns', self, { programmeId: programme.id, category: 'conduct', text: written.concern, touches: [leader.id] });
    const block = await world.post('/v1/blocks', self, { personId: people.leaders.at(-1)!.id });
    await answer(world, pairingId, self);
    const { items } = await world.get<{ items: { id: string; pairingId: string }[] }>('/v1/check-ins/mine', self);
    await world.settled();
    return {
      sessionId, pairingId, noteId: note.id, concernId: concern.id, blockId: block.id, warningId: warning.id, insightId: insight.id,
      checkInId: items.find((one) => one.pairingId === pairingId)!.id, enrolmentId: `${programme.id}_${mentor.id}_mentor`, personId: mentor.id,
    };
  }

  async function readOperations(): Promise<readonly Operation[]> {
    const { paths } = await world.must<{ paths: Record<string, Record<string, { parameters?: Operation['parameters'] }>> }>('GET', '/v1/openapi.json', null);
    return Object.entries(paths).flatMap(([path, item]) => (['get', 'post'] as const).flatMap((method) =>
      item[method] ? [{ method: method.toUpperCase() as Operation['method'], path, parameters: item[method].parameters ?? [] }] : []));
  }

  const ask = (as: Asker, { method, path }: Operation, ids: Readonly<Record<string, string>>, query = ''): Promise<Reply> => {
    const address = path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? randomUUID());
    return world.ask(method, address + query, as, method === 'POST' ? { body: {} } : {});
  };
  const shown = ({ status, body }: Reply): string => JSON.stringify([status, body]);
  const secretWords = (): string[] => ['Zorvane', ...['noteId', 'concernId', 'blockId', 'warningId', 'insightId'].map((name) => secrets[name as keyof Secrets])];

  it('gets the same answer for what there is as for what there is not, by every route that names a thing', async () => {
    // Facts that the one may see; none of them says a word of what was said.
    const may: Readonly<Record<string, RegExp>> = {
      'the leader': /^(GET \/v1\/(sessions|agreements|me\/pairings)\/|GET \/v1\/sessions\/\{sessionId\}\/notes|POST \/v1\/check-ins\/|POST \/v1\/(sessions|agreements|pairings|insights)\/)/,
      'the admin': /^(GET \/v1\/(sessions|agreements|pairings|enrolments)\/\{|POST \/v1\/(pairings|enrolments)\/\{)/,
      HR: /^(GET|POST) \/v1\/people\/\{/,
      'the line manager': /^POST \/v1\/enrolments\/\{enrolmentId\}\/time-release/,
    };
    const named = operations.filter(({ path }) => Object.keys(secrets).some((name) => path.includes(`{${name}}`)) && !path.includes('erasure') && !path.includes('merge'));
    expect(named.length).toBeGreaterThan(45);
    for (const [who, as] of Object.entries(attackers)) {
      const told = await Promise.all(named.map(async (operation) => {
        const route = `${operation.method} ${operation.path}`;
        if (may[who]?.test(route)) return undefined;
        const nothing = { ...Object.fromEntries(Object.keys(secrets).map((name) => [name, randomUUID()])), enrolmentId: `${programme.id}_${randomUUID()}_mentor` };
        const [real, none] = await Promise.all([ask(as, operation, secrets), ask(as, operation, nothing)]);
        const isSame = shown(real) === shown(none) && [403, 404].includes(real.status) && real.headers['etag'] === undefined && real.headers['flipside-position'] === undefined;
        return isSame ? undefined : [who, route, shown(real), shown(none)];
      }));
      expect(told.filter((one) => one !== undefined)).toEqual([]);
    }
  });

  it('finds nothing in any list, with any filter', async () => {
    const lists = operations.filter(({ method, path }) => method === 'GET' && !path.includes('{') && !/openapi|health|dev/.test(path));
    const filters = [{ programmeId: programme.id, pairingId: pair.id, figure: 'psychological-safety' }, { programmeId: programme.id }, { pairingId: pair.id }, { pairingId: former.id }, {}];
    for (const [who, as] of Object.entries(attackers)) {
      const replies = await Promise.all(lists.flatMap((operation) => filters.map(async (filter) => {
        const names = new Set(operation.parameters.filter((one) => one.in === 'query').map(({ name }) => name));
        const query = new URLSearchParams(Object.entries(filter).filter(([name]) => names.has(name)).map(([name, value]) => [name, String(value)] as [string, string]));
        const reply = await ask(as, operation, {}, `?${query}`);
        return [operation.path, shown(reply)] as const;
      })));
      // The two read each other's terms; what stands there was written for both.
      const words = who === 'the leader' || who === 'the former partner' || who.startsWith('another') ? secretWords().slice(1) : secretWords();
      const found = replies.flatMap(([path, text]) => words.filter((word) => text.includes(word)).map((word) => [who, path, word]));
      // What was not cleared is the two's alone, both of them.
      expect(found.filter(([, path, word]) => !(who === 'the leader' && path === '/v1/insights/mine' && word === secrets.insightId))).toEqual([]);
    }
  });

  it('learns as the leader nothing of ratings, answers, warnings, insights, concerns and feedback that are not theirs', async () => {
    const leader = asPerson(pair.leader);
    const readings = await world.get<{ items: { rater: string }[] }>(`/v1/assessments?pairingId=${pair.id}`, leader);
    expect(readings.items).toEqual([]);
    const [insights, warnings, concerns, blocks] = await Promise.all(['/v1/insights/mine', '/v1/warnings/mine', '/v1/concerns/mine', '/v1/me/blocks'].map((path) => world.get<{ items: object[] }>(path, leader)));
    expect([warnings, concerns, blocks].map((one) => one!.items)).toEqual([[], [], []]);
    for (const text of [written.warning, written.concern]) expect(JSON.stringify(insights)).not.toContain(text);
    // Answers to a wish that somebody else had already read like those to the first one.
    const [known, fresh] = await Promise.all([pair, quiet].map(({ mentor }) => world.ask('POST', '/v1/blocks', asPerson(people.leaders.at(-1)!), { body: { personId: mentor.id } })));
    expect([known!.status, Object.keys(known!.headers).sort()]).toEqual([fresh!.status, Object.keys(fresh!.headers).sort()]);
    expect(known!.headers['etag']).toBeUndefined();
  });

  it('learns as the former partner neither that there are notes nor who left', async () => {
    const partner = asPerson(former.leader);
    const { held } = planned.get(former.id)!;
    expect((await world.get<{ items: object[] }>(`/v1/sessions/${held}/notes`, partner)).items).toEqual([]);
    const own = await Promise.all([`/v1/agreements/${former.id}`, `/v1/me/pairings/${former.id}`, `/v1/sessions?pairingId=${former.id}`].map((path) => world.get(path, partner)));
    expect(JSON.stringify(own)).not.toMatch(/withdr|left|cause|by the mentor/i);
    expect(await world.get('/v1/me/enrolments', partner)).not.toMatchObject({ items: [{ state: 'closed' }] });
  });

  it('learns as the mentor or the admin nothing of a refusal of time, which its manager and the sponsor read', async () => {
    const [refused, waiting] = people.everybody.slice(-2) as [Person, Person];
    const boss: Asker = { roles: ['line-manager'], personId: people.sponsor.id };
    const told = async (one: Person) => {
      const self = asPerson(one);
      const { id } = await world.post(`/v1/programmes/${programme.id}/applications`, self, { role: 'mentor' });
      if (one === refused) await world.post(`/v1/enrolments/${id}/time-release/refusal`, boss);
      await world.settled();
      const asked = [
        await world.ask('GET', `/v1/enrolments/${id}`, self), await world.ask('GET', '/v1/me/enrolments', self), await world.ask('GET', `/v1/enrolments/${id}`, asAdmin(people)),
        await world.ask('POST', `/v1/enrolments/${id}/goals`, self, { body: { goals: [{ text: written.goal, area: null }], slots: 1, ownChain: false } }),
      ];
      return JSON.stringify(asked.map(({ status, body, headers }) => [status, body, headers['etag']])).replaceAll(one.id, 'THEM');
    };
    expect(await told(refused)).toBe(await told(waiting));
    await world.settled();
    const { items } = await world.get<{ items: { personId: string; time: string }[] }>('/v1/line/time-releases', boss);
    expect(new Map(items.map(({ personId, time }) => [personId, time]))).toEqual(new Map([[refused.id, 'refused'], [waiting.id, 'open']]));
    expect(await world.get(`/v1/programmes/${programme.id}/time-refusals`, asSponsor(people))).toMatchObject({ items: [{ personId: refused.id }] });
  });

  it('shows the custodian what is theirs, and no note, rating or answer', async () => {
    const custodian = asCustodian(people);
    const { items } = await world.get<{ items: { text: string }[] }>('/v1/concerns', custodian);
    expect(items.map(({ text }) => text)).toEqual([written.concern, written.concern]);
    for (const path of [`/v1/sessions/${secrets.sessionId}/notes`, `/v1/assessments?pairingId=${pair.id}`, `/v1/agreements/${pair.id}`]) {
      expect([403, 404]).toContain((await world.ask('GET', path, custodian)).status);
    }
  });
});
