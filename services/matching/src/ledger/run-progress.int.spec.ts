import { testDatabase } from '@flipside/testing';
import { admin, offices, tellSample } from '../testing/programme.js';
import { Rig } from '../testing/rig.js';
import { attended } from './attended.js';
import { ProgressOfRuns } from './run-progress.js';

describe('a run that is being computed', () => {
  let rig: Rig;
  const read = async (id: string) => (await rig.get(`match-runs/${id}`, admin)).body;
  const request = async (): Promise<string> =>
    (await rig.post('match-runs', { ...admin, body: { programmeId: offices.programmeId, seed: 3 } })).body.id;
  /** Requests a run and holds it where it looks for what was kept of it. */
  const held = async () => {
    const holder = await rig.database.pool.connect();
    await holder.query('begin; lock table run_artefact');
    const id = await request();
    while ((await read(id)).progress?.stage !== 'preparing') await new Promise((resolve) => setTimeout(resolve, 10));
    return { id, letGo: async () => holder.query('commit').finally(() => holder.release()) };
  };
  const kept = async (id: string) => (await rig.database.pool.query('select 1 from run_artefact where hash = $1', [id])).rowCount;

  beforeAll(async () => {
    rig = await Rig.open(testDatabase);
    await tellSample(rig);
  });
  afterAll(() => rig.close());

  it('shows how far it is, and no longer once it is completed', async () => {
    const { id, letGo } = await held();
    expect(await read(id)).toMatchObject({ state: 'requested', progress: { stage: 'preparing', done: 0 }, report: null });
    await letGo();
    await rig.settled();
    expect(await read(id)).toMatchObject({ state: 'completed', progress: null });
    expect((await rig.post(`match-runs/${id}/abort`, admin)).body).toMatchObject({ status: 409, code: 'run-completed' });
  });

  it('is aborted by its admin and nobody else, with the reason, and nothing of it is kept', async () => {
    const { id, letGo } = await held();
    const stranger = { as: offices.custodianId, role: 'programme-admin' } as const;
    expect((await rig.post(`match-runs/${id}/abort`, stranger)).status).toBe(404);
    expect((await rig.post(`match-runs/${id}/abort`, admin)).status).toBe(200);
    await letGo();
    await rig.settled();
    expect(await read(id)).toMatchObject({ state: 'discarded', discardReason: 'aborted', counts: null, hashes: null, progress: null });
    expect(await kept(id)).toBe(0);
    expect((await rig.get(`match-runs/${id}/proposals`, admin)).body.items).toEqual([]);
  });

  it('ends at once when its service stops', async () => {
    const progress = new ProgressOfRuns(rig.database.pool);
    const stop = new AbortController();
    const shown: unknown[] = [];
    const run = attended({ progress, runs: { one: async () => undefined } }, 'a run', stop.signal, async ({ signal }) => {
      shown.push(await progress.of('a run'));
      stop.abort(new Error('the service stops'));
      signal.throwIfAborted();
    });
    await expect(run).rejects.toThrow('the service stops');
    expect([...shown, await progress.of('a run')]).toEqual([{ stage: 'preparing', done: 0 }, null]);
  });

  it('shows how far its verification is, which ends when the service stops and is made again after its start', async () => {
    const id = await request();
    await rig.settled();
    // Its neighbour's log is held, so that the snapshot is not built again before the service stops.
    const holder = await rig.participantsDatabase.pool.connect();
    await holder.query('begin; lock table event_store.events');
    const verifying = rig.postOverHttp(`match-runs/${id}/verify`, { role: 'auditor' });
    while ((await read(id)).progress === null) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await read(id)).toMatchObject({ state: 'completed', progress: { stage: 'preparing', done: 0 }, report: { matched: expect.any(Number) } });
    const stopped = rig.service.stop();
    await holder.query('commit').finally(() => holder.release());
    expect(await verifying).toMatchObject({ status: 503, body: { code: 'service-unavailable', detail: expect.stringContaining('ask again') } });
    await stopped;
    await rig.start();
    await rig.settled();
    expect((await read(id)).progress).toBeNull();
    expect((await rig.post(`match-runs/${id}/verify`, { role: 'auditor' })).body).toMatchObject({ verdict: 'same' });
    expect((await read(id)).progress).toBeNull();
  });

  it('is computed after the start of a service that stopped meanwhile', async () => {
    const { id, letGo } = await held();
    const stopped = rig.service.stop();
    await letGo();
    await stopped;
    await rig.start();
    await rig.settled();
    expect(await read(id)).toMatchObject({ state: 'completed', progress: null });
  });
});
