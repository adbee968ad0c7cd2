import { randomUUID } from 'node:crypto';
import { testDatabase } from '@flipside/testing';
import { agree, tellPairing, tellProgramme, terms, type Cast } from './testing/programme.js';
import { Rig, type Reply } from './testing/rig.js';

describe('sessions as a service between its neighbours', () => {
  let rig: Rig;
  let cast: Cast;

  beforeAll(async () => {
    rig = await Rig.open(testDatabase);
  });
  afterAll(() => rig.close());
  beforeEach(async () => {
    rig.now = '2027-01-04T09:00:00.000Z';
    cast = await tellProgramme(rig);
  });

  const ok = (reply: Reply, status = 200): Reply => {
    expect({ status: reply.status, body: reply.body }).toMatchObject({ status });
    return reply;
  };
  const schedule = (as: string, startsAt = '2027-01-06T10:00:00Z', endsAt = '2027-01-06T11:00:00Z') =>
    rig.post('sessions', { as, body: { pairingId: cast.pairingId, startsAt, endsAt, place: 'the café' } });

  it('runs a pairing from its draft to a confirmed session', async () => {
    const { pairingId, mentor, leader, admin, programmeId } = cast;
    expect((await schedule(mentor)).body).toMatchObject({ code: 'agreement-not-in-force' });
    const drafted = ok(await rig.post('agreements', { as: mentor, body: { pairingId, ...terms } }), 201);
    expect(drafted.body).toEqual({ id: pairingId, version: 1 });
    const pledges = { version: 1, confidentiality: true, noRepercussion: true };
    ok(await rig.post(`agreements/${pairingId}/sign`, { as: mentor, body: pledges }));
    expect((await rig.post(`agreements/${pairingId}/sign`, { as: mentor, body: pledges })).body).toMatchObject({ code: 'already-signed' });
    const inForce = ok(await rig.post(`agreements/${pairingId}/sign`, { as: leader, body: pledges }));
    const agreement = ok(await rig.get(`agreements/${pairingId}`, { as: leader, headers: after(inForce) }));
    expect(agreement.body).toMatchObject({ status: 'in-force', cadence: { sessions: 6 }, own: { terms: { place: 'the café', topics: terms.topics } } });

    const { id } = ok(await schedule(leader), 201).body;
    expect((await schedule(leader, '2027-01-09T10:00:00Z', '2027-01-09T11:00:00Z')).body).toMatchObject({ code: 'outside-working-time' });
    await rig.moveTo('2027-01-06T11:00:00.000Z');
    const stretches = [{ kind: 'hands-on', minutes: 40, topic: 'generative-ai' }, { kind: 'strategic-feedback', minutes: 20, decision: 'the tool' }];
    ok(await rig.post(`sessions/${id}/held`, { as: leader, body: { stretches } }));
    expect((await rig.post(`sessions/${id}/confirm`, { as: leader })).body).toMatchObject({ code: 'own-record' });
    ok(await rig.post(`sessions/${id}/confirm`, { as: mentor }));
    ok(await rig.post(`sessions/${id}/feedback`, { as: leader, body: { kind: 'career', text: 'speak up more' } }), 201);
    const promise = { kind: 'career-support', due: '2027-02-01', text: 'introduce you' };
    const made = ok(await rig.post(`sessions/${id}/commitments`, { as: leader, body: promise }), 201);
    ok(await rig.post(`sessions/${id}/commitments/${made.body.id}/settle`, { as: mentor, body: { kept: true } }));
    ok(await rig.post(`sessions/${id}/notes`, { as: mentor, body: { text: 'he listened' } }), 201);
    await rig.settled();

    const whole = ok(await rig.get(`sessions/${id}`, { as: mentor })).body;
    expect(whole).toMatchObject({ status: 'held', record: 'confirmed', own: { place: 'the café', details: [{}, { decision: 'the tool' }] } });
    expect(whole.own.commitments).toEqual({ [made.body.id]: 'introduce you' });
    const facts = ok(await rig.get(`sessions/${id}`, { as: admin, role: 'programme-admin' })).body;
    expect(facts).toMatchObject({ record: 'confirmed', own: null });
    expect(ok(await rig.get(`sessions?programmeId=${programmeId}`, { as: admin, role: 'programme-admin' })).body.items).toHaveLength(1);
    expect(ok(await rig.get(`sessions/${id}/notes`, { as: leader })).body.items).toMatchObject([{ author: 'mentor', text: 'he listened' }]);
    expect((await rig.get(`sessions/${id}/notes`, { as: admin, role: 'programme-admin' })).status).toBe(403);
    expect((await rig.get(`sessions/${id}/notes`, { as: cast.stranger })).status).toBe(404);
    expect(ok(await rig.get(`agreements/${pairingId}`, { as: admin, role: 'programme-admin' })).body).toMatchObject({ held: 1, own: null });
  });

  it('lets a side leave without anybody seeing which', async () => {
    const { pairingId, mentor, leader, admin } = cast;
    await agree(rig, cast);
    const { id } = ok(await schedule(mentor), 201).body;
    ok(await rig.post(`sessions/${id}/notes`, { as: leader, body: { text: 'mine' } }), 201);
    const left = ok(await rig.post(`agreements/${pairingId}/withdraw`, { as: mentor }));
    expect(left.headers['etag']).toBeUndefined();
    await tellPairing(rig, cast, 'PairingPaused', { from: rig.now, causes: ['withdrawal'] });
    await rig.settled();

    const views = [
      ok(await rig.get(`agreements/${pairingId}`, { as: leader })), ok(await rig.get(`agreements/${pairingId}`, { as: mentor })),
      ok(await rig.get(`agreements/${pairingId}`, { as: admin, role: 'programme-admin' })),
      ok(await rig.get(`sessions/${id}`, { as: leader })),
    ].map(({ body }) => body);
    expect(views[0]).toEqual(views[1]);
    expect(views[3]).toMatchObject({ status: 'cancelled', cancelledBy: 'programme' });
    expect(JSON.stringify(views)).not.toMatch(/withdraw/i);
    expect((await schedule(leader)).body).toMatchObject({ code: 'agreement-not-in-force' });
    expect(ok(await rig.get(`sessions/${id}/notes`, { as: mentor })).body.items).toEqual([]);

    const stored = await storedEvents(rig, 'AgreementWithdrawn', `agreement-${pairingId}`);
    expect(stored).toMatch(/"kind":"anonymous"/);
    expect(stored).not.toMatch(/"side":|correlationId/);
    const secondWish = ok(await rig.post(`agreements/${pairingId}/withdraw`, { as: leader }));
    await rig.settled();
    expect(secondWish.status).toBe(200);
    expect(ok(await rig.get(`agreements/${pairingId}`, { as: mentor })).body).toEqual(views[0]);

    await tellPairing(rig, cast, 'PairingEnded', { causes: ['withdrawal'] });
    await rig.settled();
    expect(ok(await rig.get(`agreements/${pairingId}`, { as: leader })).body).toMatchObject({ status: 'closed' });
  });

  it('takes an anonymous concern through the mailbox and keeps nothing of who reported it', async () => {
    const { programmeId, custodian, mentor, deputy } = cast;
    const key = randomUUID();
    const concern = { programmeId, category: 'conduct', text: 'shouted at people', touches: [custodian] };
    const trace = { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'x-correlation-id': 'reporter-correlation' };
    const first = ok(await rig.post('concerns/anonymous', { role: 'reporter', body: concern, key, headers: trace }), 201);
    const again = ok(await rig.post('concerns/anonymous', { role: 'reporter', body: concern, key }), 201);
    expect(again.body).toEqual(first.body);
    expect((await rig.post('concerns/anonymous', { role: 'reporter', body: { ...concern, text: 'other' }, key })).body).toMatchObject({ code: 'idempotency-key-reused' });
    expect((await rig.post('concerns/anonymous', { role: 'reporter', body: concern, key: 'guessable-key' })).body).toMatchObject({ code: 'idempotency-key-invalid' });
    expect((await rig.post('concerns/anonymous', { as: mentor, role: 'reporter', body: concern })).body).toMatchObject({ code: 'role-missing' });
    const code = first.body.mailboxCode as string;
    const writeKey = randomUUID();
    ok(await rig.post('mailbox/messages', { role: 'reporter', body: { code, text: 'it happened twice' }, key: writeKey }), 201);
    await rig.settled();

    expect(ok(await rig.get('concerns', { as: custodian, role: 'custodian' })).body.items).toEqual([]);
    const [found] = ok(await rig.get('concerns', { as: deputy, role: 'custodian' })).body.items;
    expect(found).toMatchObject({ anonymous: true, raiserId: null, text: 'shouted at people', messages: [{ from: 'reporter', text: 'it happened twice' }] });
    ok(await rig.post(`concerns/${found.id}/acknowledge`, { as: deputy, role: 'custodian' }));
    ok(await rig.post(`concerns/${found.id}/messages`, { as: deputy, role: 'custodian', body: { text: 'I look into it' } }), 201);
    await rig.settled();
    const thread = ok(await rig.post('mailbox', { role: 'reporter', body: { code } })).body;
    expect(thread.messages).toHaveLength(2);
    expect((await rig.post('mailbox', { role: 'reporter', body: { code: 'f'.repeat(32) } })).status).toBe(404);
    expect(ok(await rig.get('concerns/counts', { as: cast.stranger, role: 'auditor' })).body.items).toMatchObject([{ month: '2027-01', raised: 1 }]);
    expect((await rig.get(`concerns/${found.id}`, { as: custodian, role: 'custodian' })).status).toBe(404);

    const everything = await rig.everything();
    expect(everything).toContain(found.id);
    for (const secret of [code, key, writeKey, '4bf92f3577b34da6a3ce929d0e0e4736', 'reporter-correlation', 'shouted at people', '127.0.0.1']) {
      expect({ secret, found: everything.includes(secret) }).toEqual({ secret, found: false });
    }
  });

  it('lets only those read a voice to whom it was spoken', async () => {
    const { pairingId, programmeId, mentor, leader, sponsor, admin, stranger } = cast;
    await agree(rig, cast);
    const warning = { pairingId, text: 'no tests', bitesOn: '2027-03-01', audience: 'risk-owner', named: false };
    const { id } = ok(await rig.post('warnings', { as: mentor, body: warning }), 201).body;
    await rig.settled();
    const [reached] = ok(await rig.get('warnings/mine', { as: sponsor, role: 'sponsor' })).body.items;
    expect(reached).toMatchObject({ id, status: 'routed', relation: 'reached', raiserId: null, text: 'no tests' });
    expect(ok(await rig.get('warnings/mine', { as: leader })).body.items).toEqual([]);
    expect((await rig.post(`warnings/${id}/own`, { as: leader })).status).toBe(404);
    ok(await rig.post(`warnings/${id}/own`, { as: sponsor, role: 'sponsor' }));
    ok(await rig.post(`warnings/${id}/mitigate`, { as: sponsor, role: 'sponsor', body: { note: 'tests written', costAvoided: { amount: 5000, currency: 'EUR' } } }));
    await rig.settled();
    expect(ok(await rig.get('warnings/mine', { as: mentor })).body.items).toMatchObject([{ status: 'mitigated', note: 'tests written', raiserId: mentor }]);

    const rate = (as: string, body: object) =>
      rig.post('assessments', { as, body: { pairingId, subject: 'mentee', skill: 'generative-ai', occasion: 'baseline', ...body } });
    ok(await rate(leader, { rater: 'self', rating: 2 }), 201);
    ok(await rate(mentor, { rater: 'mentor', rating: 1 }), 201);
    ok(await rate(leader, { subject: 'mentor', skill: 'listening', rating: 4, comment: 'calm' }), 201);
    await rig.settled();
    const readings = async (as: string) => ok(await rig.get(`assessments?pairingId=${pairingId}`, { as })).body.items.map((one: { rater: string }) => one.rater).sort();
    expect(await readings(leader)).toEqual(['leader', 'self']);
    expect(await readings(mentor)).toEqual(['leader', 'mentor']);
    expect((await rig.get(`assessments?pairingId=${pairingId}`, { as: stranger })).status).toBe(404);

    const lesson = ok(await rig.post('insights', { as: leader, body: { pairingId, area: 'process', text: 'approvals are slow' } }), 201).body;
    await rig.settled();
    expect(ok(await rig.get(`insights?programmeId=${programmeId}`, { as: sponsor, role: 'sponsor' })).body.items).toEqual([]);
    expect((await rig.post(`insights/${lesson.id}/clear`, { as: leader, body: { text: 'x' } })).body).toMatchObject({ code: 'mentor-clears' });
    expect((await rig.post(`insights/${lesson.id}/actions`, { as: sponsor, role: 'sponsor', body: { what: 'w', due: '2027-02-01' } })).status).toBe(404);
    ok(await rig.post(`insights/${lesson.id}/clear`, { as: mentor, body: { text: 'Approvals take long.' } }));
    await rig.settled();
    const action = ok(await rig.post(`insights/${lesson.id}/actions`, { as: leader, body: { what: 'one approver', due: '2027-02-01' } }), 201).body;
    ok(await rig.post(`insights/${lesson.id}/actions/${action.id}/deliver`, { as: leader }));
    const impact = { measure: 'approval-lead-time', unit: 'days', before: 14, after: 6 };
    ok(await rig.post(`insights/${lesson.id}/actions/${action.id}/impacts`, { as: leader, body: impact }));
    await rig.settled();
    expect(ok(await rig.get(`insights?programmeId=${programmeId}`, { as: sponsor, role: 'sponsor' })).body.items).toMatchObject([
      { text: 'Approvals take long.', actions: [{ what: 'one approver', impacts: [impact] }] },
    ]);

    const sprint = { pairingId, topic: 'generative-ai', startsOn: '2027-01-05', endsOn: '2027-01-20', exercise: { method: 'assistant', exercise: 'summarise', definitionOfDone: 'used' } };
    const { id: sprintId } = ok(await rig.post('sprints', { as: mentor, body: sprint }), 201).body;
    const safe = { sandbox: true, leadersOwnAccount: true, liveCustomerData: false, mentorsCredentials: false };
    expect((await rig.post(`sprints/${sprintId}/environment`, { as: leader, body: { ...safe, sandbox: 'yes' } })).body).toMatchObject({ code: 'request-invalid' });
    ok(await rig.post(`sprints/${sprintId}/environment`, { as: leader, body: safe }));
    ok(await rig.post(`sprints/${sprintId}/start`, { as: leader }));
    ok(await rig.post(`sprints/${sprintId}/complete`, { as: mentor, body: { evidence: 'the summary' } }));
    await rig.settled();
    expect(ok(await rig.get(`sprints/${sprintId}`, { as: leader })).body).toMatchObject({ status: 'completed', withinTimeBox: true, evidence: 'the summary' });
    ok(await rate(mentor, { rater: 'evidence', rating: 3, occasion: 'end', sprintId }), 201);

    const everything = await rig.everything();
    for (const words of ['no tests', 'approvals are slow', 'the summary', 'calm', 'tests written']) expect({ words, found: everything.includes(words) }).toEqual({ words, found: false });
    expect((await rig.get('warnings/mine', { as: admin, role: 'programme-admin' })).status).toBe(403);
  });

  it('asks, reminds, notices a stall and completes by itself', async () => {
    const { pairingId, mentor, leader, admin, sponsor, programmeId } = cast;
    await agree(rig, cast);
    await rig.moveTo('2027-02-03T08:00:00.000Z');
    const [round] = ok(await rig.get('check-ins/mine', { as: mentor })).body.items;
    expect(round).toMatchObject({ pairingId, round: 1, role: 'mentor', open: true, answered: false });
    const answers = { [round.items[0].item]: 4 };
    expect((await rig.post(`check-ins/${round.id}/answers`, { as: sponsor, body: { answers } })).status).toBe(404);
    expect(ok(await rig.post(`check-ins/${round.id}/answers`, { as: mentor, body: { answers } })).headers['etag']).toBeUndefined();
    await rig.settled();
    expect(ok(await rig.get('check-ins/mine', { as: mentor })).body.items[0]).toMatchObject({ answered: true });
    expect(ok(await rig.get('check-ins/mine', { as: leader })).body.items[0]).toMatchObject({ answered: false });
    const other = { programmeId, instrument: 'upward-communication' };
    expect((await rig.post('check-ins', { as: admin, role: 'programme-admin', body: other })).body).toMatchObject({ code: 'survey-too-soon' });
    expect(ok(await rig.get('instruments', { as: sponsor, role: 'sponsor' })).body.items).toHaveLength(6);

    const amended = { ...terms, endsOn: '2027-08-04' };
    expect(ok(await rig.post(`agreements/${pairingId}/amend`, { as: mentor, body: amended })).body.version).toBe(2);
    await rig.moveTo('2027-03-15T09:00:00.000Z');
    expect(ok(await rig.get(`agreements/silences?programmeId=${programmeId}`, { as: sponsor, role: 'sponsor' })).body.items).toMatchObject([{ leaderId: leader }]);
    expect(ok(await rig.get(`agreements/${pairingId}`, { as: admin, role: 'programme-admin' })).body).toMatchObject({ stalledSince: '2027-01-04' });
    await rig.moveTo('2027-07-19T09:00:00.000Z');
    expect(ok(await rig.get(`agreements/${pairingId}`, { as: leader })).body).toMatchObject({ status: 'completed' });
  });

  const after = ({ headers }: Reply) => ({ 'flipside-min-position': String(headers['flipside-position']) });
});

async function storedEvents(rig: Rig, type: string, stream: string): Promise<string> {
  const { rows: tables } = await rig.database.pool.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_name = 'events'`,
  );
  const { rows } = await rig.database.pool.query(`select * from ${tables[0]!.name} where type = $1 and stream = $2`, [type, stream]);
  return JSON.stringify(rows);
}
