import { randomUUID } from 'node:crypto';
import { testDatabase } from '@flipside/testing';
import { agree, employ, merge, tellPairing, tellProgramme, type Cast } from './testing/programme.js';
import { Rig, type Reply } from './testing/rig.js';

describe('people whom HR had under two ids', () => {
  let rig: Rig;
  let cast: Cast;
  let twin: string;

  beforeAll(async () => {
    rig = await Rig.open(testDatabase);
  });
  afterAll(() => rig.close());
  beforeEach(async () => {
    rig.now = '2027-01-04T09:00:00.000Z';
    cast = await tellProgramme(rig);
    twin = randomUUID();
  });

  /** Whose the case of a concern is that touches somebody. */
  const handlerOf = async (touched: string): Promise<string> => {
    const { programmeId, mentor, custodian, deputy } = cast;
    const concern = { programmeId, category: 'conduct', text: 'shouted at people', touches: [touched] };
    await rig.settled();
    expect((await rig.post('concerns', { as: mentor, body: concern })).status).toBe(201);
    await rig.settled();
    const isOf = async (as: string) => (await rig.get('concerns', { as, role: 'custodian' })).body.items.length > 0;
    return [(await isOf(custodian)) && 'custodian', (await isOf(deputy)) && 'deputy'].filter(Boolean).join(' and ');
  };
  const open = (instrument: string, more: object = {}) =>
    rig.post('check-ins', { as: cast.admin, role: 'programme-admin', body: { programmeId: cast.programmeId, instrument, ...more } });
  const ok = (reply: Reply, status = 200): Reply => {
    expect({ status: reply.status, body: reply.body }).toMatchObject({ status });
    return reply;
  };
  const asked = async (as: string): Promise<readonly unknown[]> => (await rig.get('check-ins/mine', { as })).body.items;

  it('keeps a concern from a custodian who is named by another id of theirs', async () => {
    expect(await handlerOf(twin)).toBe('custodian');
    cast = await tellProgramme(rig);
    await merge(rig, twin, cast.custodian);
    expect(await handlerOf(twin)).toBe('deputy');
  });

  it('keeps a concern from a custodian who holds the office by an absorbed id', async () => {
    await merge(rig, cast.custodian, twin);
    expect(await handlerOf(twin)).toBe('deputy');
  });

  it('keeps a concern from a custodian whose other id stands above whom it touches', async () => {
    await employ(rig, cast.leader, { line: twin });
    await merge(rig, twin, cast.custodian);
    expect(await handlerOf(cast.leader)).toBe('deputy');
  });

  it('keeps a concern from a custodian whose other id reports to whom it touches, until HR states the custodian', async () => {
    await employ(rig, twin, { line: cast.leader });
    await merge(rig, twin, cast.custodian);
    expect(await handlerOf(cast.leader)).toBe('deputy');
    await employ(rig, cast.custodian, { line: null });
    expect(await handlerOf(cast.leader)).toBe('custodian and deputy');
  });

  it('asks reports whose manager was told by another id of the leader, each human once', async () => {
    const [report, again] = [randomUUID(), randomUUID()];
    await employ(rig, report, { line: twin });
    await employ(rig, again, { line: cast.leader });
    await merge(rig, twin, cast.leader);
    await merge(rig, again, report);
    expect((await open('leader-openness', { leaderId: twin })).status).toBe(201);
    await rig.settled();
    const [round] = (await asked(report)) as { id: string; items: { item: string }[] }[];
    expect(round).toMatchObject({ role: 'team', answered: false });
    expect(await asked(again)).toEqual([round]);
    const answers = { answers: { [round!.items[0]!.item]: 4 } };
    expect((await rig.post(`check-ins/${round!.id}/answers`, { as: again, body: answers })).status).toBe(200);
    await rig.settled();
    expect(await asked(report)).toMatchObject([{ answered: true }]);
    expect((await rig.post(`check-ins/${round!.id}/answers`, { as: report, body: { answers: { [round!.items[0]!.item]: 1 } } })).body.code).toBe('already-answered');
  });

  it('asks nobody twice in 30 days by another id', async () => {
    expect((await open('upward-communication')).status).toBe(201);
    await tellPairing(rig, { ...cast, pairingId: randomUUID(), mentor: twin }, 'PairingActivated', { topics: [], startsOn: '2027-01-04', endsOn: '2027-07-04' });
    await merge(rig, twin, cast.mentor);
    expect((await open('upward-communication')).body.code).toBe('survey-too-soon');
  });

  it('lets no admin watch over a pairing of their own by another id', async () => {
    const wish = () => rig.get(`agreements/${cast.pairingId}`, { as: cast.admin, role: 'programme-admin' });
    await agree(rig, cast);
    expect((await wish()).status).toBe(200);
    await merge(rig, cast.admin, cast.mentor);
    expect((await wish()).status).toBe(404);
  });

  it('routes a warning past a sponsor who is the own leader by another id', async () => {
    await merge(rig, cast.sponsor, cast.leader);
    const body = { pairingId: cast.pairingId, text: 'the supplier is near its end', bitesOn: '2027-03-01', audience: 'risk-owner', named: false };
    expect((await rig.post('warnings', { as: cast.mentor, body })).status).toBe(201);
    await rig.settled();
    const reached = async (as: string, role: 'sponsor' | 'custodian') => (await rig.get('warnings/mine', { as, role })).body.items.length;
    expect([await reached(cast.sponsor, 'sponsor'), await reached(cast.custodian, 'custodian')]).toEqual([0, 1]);
  });

  it.each([['an absorbed id', true], ['the id that goes on', false]] as const)('hands a case to the deputy once HR finds that it touches the custodian, who holds the office by %s', async (_, isAbsorbed) => {
    const { programmeId, mentor, custodian, deputy } = cast;
    ok(await rig.post('concerns', { as: mentor, body: { programmeId, category: 'conduct', text: 'shouted at people', touches: [twin] } }), 201);
    await rig.settled();
    const cases = async (as: string) => ok(await rig.get('concerns', { as, role: 'custodian' })).body.items as { id: string }[];
    const [found] = await cases(custodian);
    const { id } = found!;
    expect(await cases(deputy)).toEqual([]);
    expect((await rig.get(`concerns/${id}`, { as: deputy, role: 'custodian' })).status).toBe(404);
    await (isAbsorbed ? merge(rig, custodian, twin) : merge(rig, twin, custodian));
    const head = (await rig.service.runtime.status()).head;
    for (const as of [custodian, twin]) {
      expect(await cases(as)).toEqual([]);
      expect((await rig.get(`concerns/${id}`, { as, role: 'custodian' })).status).toBe(404);
      expect((await rig.post(`concerns/${id}/acknowledge`, { as, role: 'custodian' })).status).toBe(404);
    }
    expect(await cases(deputy)).toMatchObject([{ id }]);
    // Nothing in the log tells that the merger had to do with it.
    expect((await rig.service.runtime.status()).head).toBe(head);
    ok(await rig.post(`concerns/${id}/acknowledge`, { as: deputy, role: 'custodian' }));
    ok(await rig.post(`concerns/${id}/messages`, { as: deputy, role: 'custodian', body: { text: 'I look into it' } }), 201);
    await rig.settled();
    expect(ok(await rig.get(`concerns/${id}`, { as: mentor })).body).toMatchObject({ acknowledged: true, messages: [{ from: 'handler' }] });
    for (const as of [custodian, twin]) expect(await cases(as)).toEqual([]);
  });

  it.each([['the leader', 'sponsor'], ['the sponsor', 'leader']] as const)('takes a warning from a sponsor once HR finds that %s is the %s by another id', async (...[, goesOn]) => {
    const body = { pairingId: cast.pairingId, text: 'the supplier is near its end', bitesOn: '2027-03-01', audience: 'risk-owner', named: false };
    const { id } = ok(await rig.post('warnings', { as: cast.mentor, body }), 201).body;
    await rig.settled();
    const mine = async (as: string) => ok(await rig.get('warnings/mine', { as, role: 'sponsor' })).body.items.length;
    expect([await mine(cast.sponsor), await mine(cast.leader)]).toEqual([1, 0]);
    await (goesOn === 'sponsor' ? merge(rig, cast.leader, cast.sponsor) : merge(rig, cast.sponsor, cast.leader));
    for (const as of [cast.sponsor, cast.leader]) {
      expect(await mine(as)).toBe(0);
      expect((await rig.post(`warnings/${id}/own`, { as, role: 'sponsor' })).status).toBe(404);
    }
    expect(ok(await rig.get('warnings/mine', { as: cast.mentor })).body.items).toMatchObject([{ id, relation: 'raised' }]);
  });

  it('lets whoever goes on reach all that the absorbed id had, and nobody else', async () => {
    const { pairingId, programmeId, mentor, leader, stranger } = cast;
    await agree(rig, cast);
    const made = async (path: string, body: object, as = mentor) => ok(await rig.post(path, { as, body }), 201).body.id as string;
    const session = await made('sessions', { pairingId, startsAt: '2027-01-06T10:00:00Z', endsAt: '2027-01-06T11:00:00Z', place: 'the café' });
    await made(`sessions/${session}/notes`, { text: 'mine' });
    const sprint = { pairingId, topic: 'generative-ai', startsOn: '2027-01-05', endsOn: '2027-01-20', exercise: { method: 'assistant', exercise: 'summarise', definitionOfDone: 'used' } };
    await made('sprints', sprint);
    await made('assessments', { pairingId, subject: 'mentee', skill: 'generative-ai', occasion: 'baseline', rater: 'mentor', rating: 1 });
    const insight = await made('insights', { pairingId, area: 'process', text: 'approvals are slow' });
    const concern = await made('concerns', { programmeId, category: 'conduct', text: 'shouted at people' });
    await made('warnings', { pairingId, text: 'no tests', bitesOn: '2027-03-01', audience: 'own-leader', named: true });
    ok(await open('upward-communication'), 201);
    await rig.settled();
    const theirs = [
      `agreements/${pairingId}`, `sessions?pairingId=${pairingId}`, `sessions/${session}`, `sessions/${session}/notes`, `sprints?pairingId=${pairingId}`,
      `assessments?pairingId=${pairingId}`, 'insights/mine', 'concerns/mine', `concerns/${concern}`, 'warnings/mine', 'check-ins/mine',
    ];
    const read = (as: string) => Promise.all(theirs.map(async (path) => (await rig.get(path, { as })).body));
    const before = await read(mentor);
    for (const { items } of before) if (items !== undefined) expect(items).not.toEqual([]);
    await merge(rig, mentor, twin);
    await merge(rig, twin, randomUUID());
    expect(await read(twin)).toEqual(before);
    expect(await read(mentor)).toEqual(before);
    for (const path of theirs) {
      const { status, body } = await rig.get(path, { as: stranger });
      expect([status, body.items]).toEqual(path.endsWith('mine') ? [200, []] : [404, undefined]);
    }
    // What they do they do as the one of the pair, and what only the other side may stays the other side's.
    await made(`sessions/${session}/notes`, { text: 'mine too' }, twin);
    ok(await rig.post(`insights/${insight}/clear`, { as: twin, body: { text: 'Approvals take long.' } }));
    expect((await rig.post(`sessions/${session}/cancel`, { as: stranger })).status).toBe(404);
    await rig.settled();
    expect(ok(await rig.get(`sessions/${session}/notes`, { as: mentor })).body.items).toMatchObject([{ author: 'mentor', text: 'mine' }, { author: 'mentor', text: 'mine too' }]);
    expect(ok(await rig.get('warnings/mine', { as: leader })).body.items).toMatchObject([{ relation: 'reached' }]);
  });

  it('lets whoever holds an office by an absorbed id go on with it', async () => {
    const { pairingId, programmeId, mentor, admin, sponsor, custodian } = cast;
    await agree(rig, cast);
    ok(await rig.post('concerns', { as: mentor, body: { programmeId, category: 'conduct', text: 'shouted at people' } }), 201);
    await rig.settled();
    const offices = [
      [admin, 'programme-admin', `agreements/${pairingId}`], [sponsor, 'sponsor', `insights?programmeId=${programmeId}`], [custodian, 'custodian', 'concerns'],
    ] as const;
    for (const [as, role, path] of offices) {
      const before = ok(await rig.get(path, { as, role })).body;
      const goesOn = randomUUID();
      await merge(rig, as, goesOn);
      expect(ok(await rig.get(path, { as: goesOn, role })).body).toEqual(before);
    }
  });
});
