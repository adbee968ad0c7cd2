import { testDatabase } from '@flipside/testing';
import { agree, tellPairing, tellProgramme, type Cast } from '../testing/programme.js';
import { Rig } from '../testing/rig.js';

describe('rules over several streams, with everybody at once', () => {
  let rig: Rig;
  let cast: Cast;

  beforeAll(async () => {
    rig = await Rig.open(testDatabase);
    cast = await tellProgramme(rig);
  });
  afterAll(() => rig.close());

  it('asks nobody twice, however many rounds are opened at once', async () => {
    const body = { programmeId: cast.programmeId, instrument: 'upward-communication' };
    const replies = await Promise.all(Array.from({ length: 6 }, () => rig.post('check-ins', { as: cast.admin, role: 'programme-admin', body })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    await rig.settled();
    expect((await rig.get('check-ins/mine', { as: cast.mentor })).body.items).toHaveLength(1);
  });

  it('leaves no session ahead of a pause, whenever it was planned', async () => {
    await agree(rig, cast);
    const plan = (day: number) => {
      const on = `2027-02-${String(day).padStart(2, '0')}`;
      return rig.post('sessions', { as: cast.mentor, body: { pairingId: cast.pairingId, startsAt: `${on}T10:00:00Z`, endsAt: `${on}T11:00:00Z` } });
    };
    const before = [1, 2, 3, 4, 5, 8].map(plan);
    const told = tellPairing(rig, cast, 'PairingPaused', { from: rig.now, causes: ['block'] });
    const beside = [9, 10, 11, 12, 15, 16, 17, 18, 19].map(plan);
    const statuses = (await Promise.all([...before, ...beside])).map(({ status }) => status);
    await told;
    await rig.settled();
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    const { items } = (await rig.get(`sessions?pairingId=${cast.pairingId}&limit=100`, { as: cast.mentor })).body;
    expect(items).toHaveLength(statuses.filter((status) => status === 201).length);
    expect(items.filter(({ status }: { status: string }) => status !== 'cancelled')).toEqual([]);
    expect((await plan(22)).body).toMatchObject({ code: 'agreement-not-in-force' });
  });
});
