import { deriveId } from '@flipside/event-sourcing';
import { testDatabase } from '@flipside/testing';
import type { Snapshot, SnapshotPerson } from '../scoring/snapshot.js';
import { admin, offices, publishedRun, tellSample } from '../testing/programme.js';
import { Rig } from '../testing/rig.js';
import { employmentOf, idOf } from '../testing/tell-snapshot.js';

interface Open {
  readonly id: string;
  readonly mentor: SnapshotPerson;
  readonly mentee: SnapshotPerson;
}

describe('what HR tells of people in open pairings', () => {
  let rig: Rig;
  let sample: Snapshot;
  let pairings: Open[];
  const personOf = (id: string) => sample.people.find(({ personId }) => idOf(personId) === id)!;
  /** The status as the admin reads it, and the very moment of the pause, which only the service knows. */
  const state = async ({ id }: Open) => {
    const { status } = (await rig.get(`pairings/${id}`, admin)).body as { status: string };
    const { rows } = await rig.database.pool.query<{ from: string | null }>(`select folded->>'from' as from from pairings_v2 where id = $1`, [id]);
    return { status, pausedFrom: rows[0]!.from };
  };
  /** The next pairing, which no example touched before. */
  const next = () => pairings.shift()!;

  const tell = (person: SnapshotPerson, effectiveOn: string, change: object = {}, at = rig.now) =>
    rig.participants.tell(`person-${idOf(person.personId)}`, at, {
      type: 'EmploymentChanged',
      data: { personId: idOf(person.personId), effectiveOn, reason: 'transfer', employment: { ...employmentOf(person), zone: 'Europe/Berlin', ...change } },
    });
  /** The mentor comes to report to the leader. */
  const closer = ({ mentor, mentee }: Open, effectiveOn: string) =>
    tell(mentor, effectiveOn, { managers: { line: idOf(mentee.personId), dottedLine: [], appraiser: null, unresolved: [] } });
  /** HR finds that another id was somebody in a pairing. */
  const merge = async (other: string, into: SnapshotPerson) => {
    const [absorbedId, survivorId] = [idOf(other), idOf(into.personId)];
    await rig.participants.tell(`person-${absorbedId}`, rig.now, { type: 'PersonsMerged', data: { personId: absorbedId, survivorId, absorbedId } });
    await rig.settled();
  };
  const extend = ({ id }: Open) => rig.post(`pairings/${id}/extend`, { ...admin, body: { endsOn: '2026-12-31' } });

  beforeAll(async () => {
    rig = await Rig.open(testDatabase);
    sample = await tellSample(rig, { seed: 12, mentors: 40, mentees: 30, oddOneIn: 0 });
    const runId = await publishedRun(rig);
    const { items } = (await rig.get(`match-runs/${runId}/proposals`, admin)).body as { items: { mentorId: string; menteeId: string }[] };
    pairings = [];
    for (const { mentorId, menteeId } of items.slice(0, 15)) {
      const { items: own } = (await rig.get('me/pairings', { as: mentorId })).body as { items: { id: string; partnerId: string }[] };
      const { id } = own.find(({ partnerId }) => partnerId === menteeId)!;
      await rig.post(`pairings/${id}/accept`, { as: mentorId });
      await rig.settled();
      await rig.post(`pairings/${id}/accept`, { as: menteeId });
      pairings.push({ id, mentor: personOf(mentorId), mentee: personOf(menteeId) });
    }
    await rig.settled();
  });
  afterAll(() => rig.close());

  it('pauses a pairing at once when it holds already, and lets it go on when HR corrects itself', async () => {
    const one = next();
    expect(await state(one)).toMatchObject({ status: 'active' });
    await closer(one, '2026-01-10');
    await rig.settled();
    expect(await state(one)).toMatchObject({ status: 'paused', pausedFrom: rig.now });
    expect((await extend(one)).body.code).toBe('pairing-paused');
    await tell(one.mentor, '2026-01-10');
    await rig.settled();
    expect(await state(one)).toMatchObject({ status: 'active' });
  });

  it('pauses when two ids turn out to be one human and the mentor reports to the leader’s other one', async () => {
    const one = next();
    const twin = { ...one.mentee, personId: 'twin' };
    await tell(twin, '2026-01-05');
    await tell(one.mentor, '2026-01-10', { managers: { line: idOf('twin'), dottedLine: [], appraiser: null, unresolved: [] } });
    await rig.settled();
    expect(await state(one)).toMatchObject({ status: 'active' });
    await merge('twin', one.mentee);
    expect(await state(one)).toMatchObject({ status: 'paused', pausedFrom: rig.now });
    expect((await extend(one)).body.code).toBe('pairing-paused');
  });

  it('pauses when the leader turns out to be somebody whom the mentor has blocked', async () => {
    const one = next();
    await tell({ ...one.mentee, personId: 'blocked twin' }, '2026-01-05');
    await rig.post('blocks', { as: idOf(one.mentor.personId), body: { personId: idOf('blocked twin') } });
    await rig.settled();
    expect(await state(one)).toMatchObject({ status: 'active' });
    await merge('blocked twin', one.mentee);
    expect(await state(one)).toMatchObject({ status: 'paused', pausedFrom: rig.now });
    expect((await extend(one)).body.code).toBe('pairing-paused');
  });

  it('does not pause for a promotion or anything else that is a success', async () => {
    const one = next();
    await tell(one.mentor, '2026-01-10', { level: 9 });
    await rig.settled();
    expect(await state(one)).toMatchObject({ status: 'active' });
  });

  it('takes a change known ahead into account before any other command of its day, and pauses from its first moment', async () => {
    const one = next();
    await closer(one, '2026-01-20');
    await rig.settled();
    await rig.moveTo('2026-01-19T20:00:00.000Z');
    expect(await state(one)).toMatchObject({ status: 'active' });
    // The clock has reached the day, the timer has not been fired yet: the command meets the fact all the same.
    rig.now = '2026-01-20T00:00:00.000Z';
    expect([(await extend(one)).body.code, (await state(one)).status]).toEqual(['pairing-paused', 'active']);
    await rig.moveTo('2026-01-20T09:00:00.000Z');
    expect(await state(one)).toMatchObject({ status: 'paused', pausedFrom: '2026-01-20T00:00:00.000Z' });
  });

  it('pauses for whoever left with the day after the last one', async () => {
    const one = next();
    const personId = idOf(one.mentor.personId);
    await rig.participants.tell(`person-${personId}`, rig.now, { type: 'PersonLeft', data: { personId, effectiveOn: '2026-01-22', reason: 'voluntary' } });
    await rig.moveTo('2026-01-22T22:00:00.000Z');
    expect(await state(one)).toMatchObject({ status: 'active' });
    await rig.moveTo('2026-01-23T08:00:00.000Z');
    expect(await state(one)).toMatchObject({ status: 'paused', pausedFrom: '2026-01-23T00:00:00.000Z' });
  });

  it('pauses also for what was told ahead and came here late', async () => {
    const one = next();
    await tell(one.mentor, '2026-01-22', { managers: { line: idOf(one.mentee.personId), dottedLine: [], appraiser: null, unresolved: [] } }, '2026-01-10T09:00:00.000Z');
    await rig.settled();
    expect(await state(one)).toMatchObject({ status: 'paused', pausedFrom: '2026-01-22T00:00:00.000Z' });
  });

  it('goes on with everybody else when somebody in a pairing was erased', async () => {
    const [gone, other] = [next(), next()];
    const personId = idOf(gone.mentee.personId);
    await rig.participants.tell(`person-${personId}`, rig.now, { type: 'PersonErased', data: { personId } });
    await rig.settled();
    await closer(other, '2026-01-12');
    await rig.settled();
    expect([(await state(gone)).status, (await state(other)).status]).toEqual(['paused', 'paused']);
    await rig.moveTo('2026-01-26T23:00:00.000Z');
    expect([(await state(gone)).status, (await state(other)).status]).toEqual(['ended', 'ended']);
  });

  it('pauses when somebody above one of the two is erased, until HR says who stands there', async () => {
    const one = next();
    const personId = idOf('boss');
    await tell({ ...one.mentee, personId: 'boss' }, '2026-01-05');
    await tell(one.mentor, '2026-01-10', { managers: { line: personId, dottedLine: [], appraiser: null, unresolved: [] } });
    await rig.settled();
    expect((await state(one)).status).toBe('active');
    await rig.participants.tell(`person-${personId}`, rig.now, { type: 'PersonErased', data: { personId } });
    await rig.settled();
    expect([(await state(one)).status, (await extend(one)).body.code]).toEqual(['paused', 'pairing-paused']);
    await tell(one.mentor, '2026-01-11');
    await rig.settled();
    expect((await state(one)).status).toBe('active');
  });

  it('pauses under an id that proves no guess of whose erasure it followed, nor of the rule that it broke', async () => {
    const one = next();
    const personId = idOf('another boss');
    await tell({ ...one.mentee, personId: 'another boss' }, '2026-01-05');
    await tell(one.mentor, '2026-01-10', { managers: { line: personId, dottedLine: [], appraiser: null, unresolved: [] } });
    await rig.settled();
    const person = `person-${personId}`;
    await rig.participants.tell(person, rig.now, { type: 'PersonErased', data: { personId } });
    await rig.settled();
    const stream = `pairing-${one.id}`;
    const [erased] = (await rig.participants.store.readStream(person)).filter(({ type }) => type === 'PersonErased');
    const { rows } = await rig.database.pool.query<{ id: string }>(`select id from event_store.events where type = 'PairingPaused' and stream = $1`, [stream]);
    const guesses = ['powerDistance', 'eligibility', 'leaver'].map((rule) => deriveId(deriveId(deriveId('on-people', erased!.id, 'recheck'), stream, `pause ${rule}`), stream, 0));
    expect(rows).toHaveLength(1);
    expect(guesses).not.toContain(rows[0]!.id); // both ids are public
  });

  it('rests while the mentor takes back the yes to a leader of the own chain', async () => {
    const one = next();
    const { programmeId } = offices;
    const say = async (ownChain: boolean): Promise<void> => {
      const personId = idOf(one.mentor.personId);
      const data = { programmeId, personId, role: 'mentor', goals: [], slots: 1, ownChain };
      await rig.participants.tell(`enrolment-${programmeId}_${personId}_mentor`, rig.now, { type: 'GoalsSet', data });
      await rig.settled();
    };
    const below = (boss: string) => ({ managers: { line: idOf(boss), dottedLine: [], appraiser: null, unresolved: [] } });
    await say(true);
    await tell(one.mentee, '2026-01-05', { level: 10 });
    await tell({ ...one.mentor, personId: 'link 2' }, '2026-01-05', below(one.mentee.personId));
    await tell({ ...one.mentor, personId: 'link 1' }, '2026-01-05', below('link 2'));
    await tell(one.mentor, '2026-01-10', below('link 1'));
    await rig.settled();
    expect((await state(one)).status).toBe('active');
    await say(false);
    expect([(await state(one)).status, (await extend(one)).body.code]).toEqual(['paused', 'pairing-paused']);
    await say(true);
    expect((await state(one)).status).toBe('active');
  });

  it('rests with a paused enrolment, and goes on with it', async () => {
    const one = next();
    const programmeId = offices.programmeId;
    const stream = `enrolment-${programmeId}_${idOf(one.mentor.personId)}_mentor`;
    const data = { programmeId, personId: idOf(one.mentor.personId), role: 'mentor' };
    await rig.participants.tell(stream, rig.now, { type: 'EnrolmentPaused', data });
    await rig.settled();
    expect(await state(one)).toMatchObject({ status: 'paused' });
    await rig.participants.tell(stream, rig.now, { type: 'EnrolmentResumed', data });
    await rig.settled();
    expect(await state(one)).toMatchObject({ status: 'active' });
  });

  it('gives whoever is away the time to answer an offer that the absence takes', async () => {
    const { rows } = await rig.database.pool.query<{ id: string; mentorId: string }>(`select id, "mentorId" from pairings_v2 where status = 'offered' and asked = 'mentor'`);
    const read = async ({ id, mentorId }: { id: string; mentorId: string }) => ({ id, mentorId, ...(await rig.get(`me/pairings/${id}`, { as: mentorId })).body }) as { id: string; mentorId: string; status: string; answerBy: string };
    // An offer of somebody whom another example changed may be void by now.
    const { id, mentorId, answerBy } = (await Promise.all(rows.map(read))).find(({ status }) => status === 'offered')!;
    const inUtc = answerBy.slice(0, 10); // where the mentor works it may still be the day before
    const absence = { absenceId: idOf('absence'), personId: mentorId, from: dayBefore(inUtc), to: inUtc, cancelled: false };
    await rig.participants.tell(`person-${mentorId}`, rig.now, { type: 'AbsenceRecorded', data: absence });
    await rig.settled();
    expect((await read({ id, mentorId })).answerBy > answerBy).toBe(true);
  });

  it('looks at all pairings once for many facts of one moment', async () => {
    const [one, two] = [next(), next()];
    const crowd = sample.people.slice(0, 8);
    await Promise.all([closer(one, '2026-01-13'), ...crowd.map((person) => tell(person, '2026-01-01')), closer(two, '2026-01-13')]);
    await rig.settled();
    expect([(await state(one)).status, (await state(two)).status]).toEqual(['paused', 'paused']);
    const { rows } = await rig.database.pool.query(`select count(*)::int as n from parked_event`).catch(() => ({ rows: [{ n: 0 }] }));
    expect(rows[0].n).toBe(0);
  });
});

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}
