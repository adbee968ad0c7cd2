import { testDatabase } from '@flipside/testing';
import { admin, completedRun, offices, tellSample } from '../testing/programme.js';
import { Rig } from '../testing/rig.js';
import { idOf } from '../testing/tell-snapshot.js';

interface Proposal {
  readonly mentorId: string;
  readonly menteeId: string;
}

const OTHER = idOf('another id of the admin');

describe.each([['the id that goes on', 'survivor'], ['an absorbed id', 'absorbed']] as const)('an admin by %s, of whom another is one of a pair', (_, admins) => {
  let rig: Rig;
  let runId: string;
  let unpublished: string;
  let own: Proposal;
  let another: Proposal;
  let pairingId: string;

  /** HR finds that somebody is the admin, as it comes: in the stream of either id. */
  const merge = async (other: string) => {
    const [absorbedId, survivorId] = admins === 'survivor' ? [other, offices.adminId] : [offices.adminId, other];
    for (const personId of [absorbedId, survivorId]) {
      await rig.participants.tell(`person-${personId}`, rig.now, { type: 'PersonsMerged', data: { personId, survivorId, absorbedId } });
    }
    await rig.settled();
  };
  const of = (path: string) => rig.get(`match-runs/${runId}/${path}`, admin);
  const pair = ({ mentorId, menteeId }: Proposal) => `mentor=${mentorId}&mentee=${menteeId}`;
  const post = async (path: string, body?: object) => {
    const { status, body: answer } = await rig.post(path, { ...admin, ...(body && { body }) });
    return [status, answer.code];
  };
  const proposed = async () => (await of('proposals')).body.items as readonly Proposal[];
  const hasOwn = (all: readonly Proposal[]) => all.some(({ mentorId }) => mentorId === own.mentorId);

  beforeAll(async () => {
    rig = await Rig.open(testDatabase);
    await tellSample(rig);
    [runId, unpublished] = [await completedRun(rig), await completedRun(rig)];
    [own, another] = (await proposed()) as [Proposal, Proposal];
    expect(await post(`match-runs/${runId}/publish`)).toEqual([200, undefined]);
    await rig.settled();
    const { items } = (await rig.get('me/pairings', { as: own.mentorId })).body as { items: { id: string; partnerId: string }[] };
    pairingId = items.find(({ partnerId }) => partnerId === own.menteeId)!.id;
    for (const as of [own.mentorId, own.menteeId]) {
      expect((await rig.post(`pairings/${pairingId}/accept`, { as })).status).toBe(200);
      await rig.settled();
    }
    // By way of a third id, so that links are followed further than one step.
    expect([hasOwn(await proposed()), (await of(`why-not?${pair(own)}`)).status]).toEqual([true, 200]);
    expect(await post(`pairings/${pairingId}/extend`, { endsOn: '2026-12-31' })).toEqual([200, undefined]);
    const [first, second] = admins === 'survivor' ? [own.mentorId, OTHER] : [OTHER, own.mentorId];
    for (const personId of [first, second]) {
      await rig.participants.tell(`person-${personId}`, rig.now, { type: 'PersonsMerged', data: { personId, survivorId: second, absorbedId: first } });
    }
    await merge(OTHER);
  });
  afterAll(() => rig.close());

  it('is refused what decides over that pairing', async () => {
    const refused = [403, 'own-pairing'];
    expect(await post(`pairings/${pairingId}/extend`, { endsOn: '2027-01-31' })).toEqual(refused);
    expect(await post(`pairings/${pairingId}/pause`, { closing: true })).toEqual(refused);
    expect(await post(`pairings/${pairingId}/resume`)).toEqual(refused);
    expect(await post(`match-runs/${unpublished}/publish`)).toEqual(refused);
  });

  it('is refused to put themselves together with anybody', async () => {
    const { mentorId } = own;
    expect(await post(`match-runs/${runId}/overrides`, { mentorId, menteeId: another.menteeId, reason: 'I want it', cost: 0 })).toEqual([403, 'own-pairing']);
  });

  it('reads no score and no reason of their own pairs, and those of others as before', async () => {
    const left = await proposed();
    expect([hasOwn(left), left.length > 0]).toEqual([false, true]);
    for (const path of [`why-not?${pair(own)}`, `mentors/${own.mentorId}/place-value`, `overrides/preview?${pair({ ...another, mentorId: own.mentorId })}`]) {
      expect((await of(path)).body.code).toBe('own-pairing');
    }
    expect((await of(`why-not?${pair(another)}`)).status).toBe(200);
  });
});

describe('whoever keeps two people apart', () => {
  let rig: Rig;
  const twin = idOf('another id of the custodian');
  beforeAll(async () => {
    rig = await Rig.open(testDatabase);
    await tellSample(rig);
    const merged = { survivorId: offices.custodianId, absorbedId: twin };
    for (const personId of [twin, offices.custodianId]) {
      await rig.participants.tell(`person-${personId}`, rig.now, { type: 'PersonsMerged', data: { personId, ...merged } });
    }
    await rig.settled();
  });
  afterAll(() => rig.close());

  it('holds no office over a pair that another id of theirs is in', async () => {
    const block = (personA: string) => rig.post('blocks/conflicts', {
      as: offices.custodianId, role: 'custodian', body: { programmeId: offices.programmeId, personA, personB: idOf('mentee 1'), origin: 'custodian' },
    });
    expect((await block(twin)).body.code).toBe('own-pairing');
    expect((await block(idOf('mentor 1'))).status).toBe(201);
  });

  it('is not kept apart from themselves', async () => {
    expect((await rig.post('blocks', { as: twin, body: { personId: offices.custodianId } })).body.code).toBe('block-self');
  });
});

describe('whoever goes on under another id', () => {
  let rig: Rig;
  let runId: string;
  let offered: Proposal;
  const merge = async (absorbedId: string, survivorId: string) => {
    for (const personId of [absorbedId, survivorId]) {
      await rig.participants.tell(`person-${personId}`, rig.now, { type: 'PersonsMerged', data: { personId, survivorId, absorbedId } });
    }
    await rig.settled();
  };
  const goesOn = idOf('who goes on');

  beforeAll(async () => {
    rig = await Rig.open(testDatabase);
    await tellSample(rig);
    runId = await completedRun(rig);
    offered = (await rig.get(`match-runs/${runId}/proposals`, admin)).body.items[0];
    await rig.post(`match-runs/${runId}/publish`, admin);
    await rig.settled();
  });
  afterAll(() => rig.close());

  it('reaches the offers, pairings and blocks of the absorbed id, and nobody else does', async () => {
    const { mentorId } = offered;
    const other = idOf('somebody to be kept apart from');
    const set = await rig.post('blocks', { as: mentorId, body: { personId: other } });
    await rig.settled();
    const read = async (as: string) => [(await rig.get('me/pairings', { as })).body.items, (await rig.get('me/blocks', { as })).body.items];
    const before = await read(mentorId);
    const [[pairing]] = before;
    expect(before).toMatchObject([[{ side: 'mentor' }], [{ id: set.body.id, personId: other }]]);
    await merge(mentorId, goesOn);
    // The offer lapses, since HR stated no employment of whoever goes on; it is shown to both ids alike.
    const after = await read(goesOn);
    expect(after).toEqual(await read(mentorId));
    expect(after).toMatchObject([[{ id: pairing.id, side: 'mentor', partnerId: pairing.partnerId }], before[1]!]);
    const paths = [`me/pairings/${pairing.id}`, `pairings/${pairing.id}/decline`] as const;
    for (const [as, status] of [[goesOn, 200], [idOf('a stranger'), 404]] as const) {
      expect([(await rig.get(paths[0], { as })).status, (await rig.post(paths[1], { as })).status]).toEqual([status, status]);
    }
    expect((await rig.post(`blocks/${set.body.id}/lift`, { as: idOf('a stranger') })).body.code).toBe('block-not-found');
    expect((await rig.post(`blocks/${set.body.id}/lift`, { as: goesOn })).status).toBe(200);
    await rig.settled();
    expect((await rig.get('me/blocks', { as: goesOn })).body.items).toEqual([]);
  });

  it('goes on with the offices of the absorbed id', async () => {
    const [newAdmin, newCustodian] = [idOf('the admin who goes on'), idOf('the custodian who goes on')];
    const proposals = (as: string) => rig.get(`match-runs/${runId}/proposals`, { ...admin, as });
    const ownChain = (as: string) => rig.get(`match-runs/${runId}/own-chain`, { as, role: 'custodian' });
    expect([(await proposals(newAdmin)).status, (await ownChain(newCustodian)).status]).toEqual([404, 404]);
    const between = { programmeId: offices.programmeId, personA: idOf('mentor 3'), personB: idOf('mentee 3'), origin: 'custodian' };
    const set = await rig.post('blocks/conflicts', { as: offices.custodianId, role: 'custodian', body: between });
    await merge(offices.adminId, newAdmin);
    await merge(offices.custodianId, newCustodian);
    expect((await proposals(newAdmin)).body).toEqual((await proposals(offices.adminId)).body);
    expect((await ownChain(newCustodian)).status).toBe(200);
    const lift = (as: string) => rig.post(`blocks/${set.body.id}/lift?programmeId=${offices.programmeId}`, { as, role: 'custodian' });
    expect((await lift(newAdmin)).body.code).toBe('block-not-found');
    expect((await lift(newCustodian)).status).toBe(200);
  });
});
