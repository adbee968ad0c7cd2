import { testDatabase } from '@flipside/testing';
import { admin, completedRun, offices, publishedRun, tellSample } from '../testing/programme.js';
import { Rig } from '../testing/rig.js';
import { employmentOf, idOf } from '../testing/tell-snapshot.js';
import type { Snapshot } from '../scoring/snapshot.js';

describe('the ledger of runs', () => {
  let rig: Rig;
  let sample: Snapshot;
  let runId: string;
  const verify = async (id = runId) => (await rig.post(`match-runs/${id}/verify`, { role: 'operator' })).body;

  beforeAll(async () => {
    rig = await Rig.open(testDatabase);
    sample = await tellSample(rig);
    runId = await publishedRun(rig);
  });
  afterAll(() => rig.close());

  it('names what a run was computed from, what it found, and its report', async () => {
    const { status, body } = await rig.get(`match-runs/${runId}`, admin);
    expect(status).toBe(200);
    expect(body).toMatchObject({ kind: 'proposal', state: 'published', publishedBy: offices.adminId, seed: 3, engineVersion: '6' });
    expect(body.sources.map(({ service }: { service: string }) => service)).toEqual(['matching', 'participants']);
    const { report } = body;
    expect(report.matched).toBe(body.counts.proposed);
    expect(report.deferredAcceptance.pairs).toBeLessThanOrEqual(report.matched);
    expect(report.greedy.pairs).toBeLessThanOrEqual(report.matched);
    expect(report.scores.deciles).toHaveLength(11);
    expect(Object.keys(report).sort()).toEqual([
      'blockingPairs', 'crossing', 'deferredAcceptance', 'greedy', 'load', 'matched', 'scores', 'total', 'waiting',
    ]);
    const listed = await rig.get(`match-runs?programmeId=${offices.programmeId}`, admin);
    expect(listed.body.items.map(({ id }: { id: string }) => id)).toEqual([runId]);
  });

  it('builds a run again from the events and gets the same bytes, also when the world has moved on', async () => {
    expect(await verify()).toMatchObject({ verdict: 'same', differs: [], erased: 0, certificate: 'valid' });
    const moved = sample.people.find(({ enrolled }) => enrolled?.mentor)!;
    await rig.participants.tell(`person-${idOf(moved.personId)}`, rig.now, {
      type: 'EmploymentChanged',
      data: { personId: idOf(moved.personId), effectiveOn: '2025-06-01', employment: { ...employmentOf(moved), level: 9 }, reason: 'unknown' },
    });
    await rig.settled();
    const found = await verify();
    expect(found).toMatchObject({ verdict: 'same', differs: [] });
    expect(found.pairsChecked).toBeGreaterThan(20);
  });

  it('computes a run that was overtaken by facts from its own positions', async () => {
    const asked = await rig.post('match-runs', { ...admin, body: { programmeId: offices.programmeId, seed: 5 } });
    const later = sample.people.filter(({ enrolled }) => enrolled?.mentee)[2]!;
    await rig.participants.tell(`person-${idOf(later.personId)}`, rig.now, {
      type: 'EmploymentChanged', data: { personId: idOf(later.personId), effectiveOn: '2025-06-01', employment: { ...employmentOf(later), level: 10 }, reason: 'unknown' },
    });
    await rig.settled();
    expect(await verify(asked.body.id)).toMatchObject({ verdict: 'same' });
  });

  it('computes a run without somebody who was erased after it was requested', async () => {
    const erased = sample.people.filter(({ enrolled }) => enrolled?.mentee)[5]!;
    const personId = idOf(erased.personId);
    const asked = await rig.post('match-runs', { ...admin, body: { programmeId: offices.programmeId, seed: 6 } });
    await rig.participants.tell(`person-${personId}`, rig.now, { type: 'PersonErased', data: { personId } });
    await rig.settled();
    const { body } = await rig.get(`match-runs/${asked.body.id}`, admin);
    expect(body.state).toBe('completed');
    expect(['same', 'hashes-only']).toContain((await verify(asked.body.id)).verdict);
    expect(JSON.stringify((await rig.get(`match-runs/${asked.body.id}/proposals`, admin)).body)).not.toContain(personId);
  });

  it('says where what is kept was changed, without naming anybody', async () => {
    const { pool } = rig.database;
    const changed = await completedRun(rig);
    const { rows } = await pool.query(`select body from run_artefact where hash = $1 and part = 0`, [changed]);
    const plain = JSON.parse(rows[0].body);
    plain.artefacts.snapshot.head.silos = 1;
    await pool.query(`update run_artefact set body = $2 where hash = $1 and part = 0`, [changed, JSON.stringify(plain)]);
    const found = await verify(changed);
    expect(found.verdict).toBe('differs');
    expect(found.differs).toEqual(expect.arrayContaining(['snapshot: rows and hashes', 'snapshot: head']));
    await pool.query(`delete from run_artefact where hash = $1 and part = 3`, [changed]);
    expect((await verify(changed)).differs).toEqual(expect.arrayContaining(['snapshot: a row that is not kept']));
    expect(JSON.stringify(found)).not.toContain(idOf(sample.people[20]!.personId));
  });

  it('checks hashes and certificate of a run that another version of the engine computed', async () => {
    const id = await completedRun(rig);
    await rig.database.pool.query(`update runs_v1 set requested = requested || '{"engineVersion": "1"}' where id = $1`, [id]);
    expect(await verify(id)).toMatchObject({ verdict: 'hashes-only', differs: [], erased: 0, certificate: 'valid' });
  });

  it('after an erasure checks hashes and certificate, and says how many people’s inputs are gone', async () => {
    const { items } = (await rig.get(`match-runs/${runId}/proposals`, admin)).body;
    const [{ mentorId }] = items;
    await rig.participants.tell(`person-${mentorId}`, rig.now, { type: 'PersonErased', data: { personId: mentorId } });
    await rig.settled();
    expect(await verify()).toMatchObject({ verdict: 'hashes-only', differs: [], erased: 2, certificate: 'valid' });
    const left = await rig.get(`match-runs/${runId}/proposals`, admin);
    expect(left.body.erased).toBeGreaterThan(0);
    const unmatched = await rig.get(`match-runs/${runId}/unmatched`, admin);
    expect(JSON.stringify([left.body, unmatched.body])).not.toContain(mentorId);
  });

  it('shows nobody else a run, its questions or its comparison', async () => {
    const stranger = { as: idOf('stranger'), role: 'programme-admin' } as const;
    const query = `?mentor=${idOf('a')}&mentee=${idOf('b')}`;
    for (const path of ['', '/proposals', '/unmatched', `/why-not${query}`, `/overrides/preview${query}`, '/comparison', '/own-chain']) {
      expect([path, (await rig.get(`match-runs/${runId}${path}`, stranger)).status]).toEqual([path, path === '/own-chain' ? 403 : 404]);
    }
  });
});
