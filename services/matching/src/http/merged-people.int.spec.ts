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
