import { randomUUID } from 'node:crypto';
import { testDatabase } from '@flipside/testing';
import { agree, employ, merge, tellPairing, tellProgramme, type Cast } from './testing/programme.js';
import { Rig } from './testing/rig.js';

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
    expect([await asked(report), await asked(again)]).toMatchObject([[{ role: 'team' }], []]);
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
});
