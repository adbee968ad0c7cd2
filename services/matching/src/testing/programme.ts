import { randomSnapshot, type SampleOptions } from './random-snapshot.js';
import type { Snapshot } from '../scoring/snapshot.js';
import type { Reply, Rig } from './rig.js';
import { idOf, tellSnapshot, type Offices } from './tell-snapshot.js';

export const offices: Offices = {
  programmeId: idOf('programme'), adminId: idOf('admin'), custodianId: idOf('custodian'), deputyId: idOf('deputy'),
};

const sample: SampleOptions = { seed: 7, mentors: 30, mentees: 24, oddOneIn: 20, policy: { minSharedMinutes: 30, qualityFloor: 0 } };

/** A programme of simulated people that matching was told of. */
export async function tellSample(rig: Rig, options: Partial<SampleOptions> = {}): Promise<Snapshot> {
  const snapshot = randomSnapshot({ ...sample, ...options });
  await tellSnapshot(rig.participants, snapshot, offices, rig.now);
  await rig.settled();
  return snapshot;
}

export const admin = { as: offices.adminId, role: 'programme-admin' } as const;

/** Requests a run and waits until it is computed. */
export async function completedRun(rig: Rig, body: object = {}): Promise<string> {
  const { status, body: receipt }: Reply = await rig.post('match-runs', { ...admin, body: { programmeId: offices.programmeId, seed: 3, ...body } });
  if (status !== 202) throw new Error(`the run was not requested: ${status} ${JSON.stringify(receipt)}`);
  await rig.settled();
  return receipt.id as string;
}

export async function publishedRun(rig: Rig): Promise<string> {
  const runId = await completedRun(rig);
  const { status, body } = await rig.post(`match-runs/${runId}/publish`, admin);
  if (status !== 200) throw new Error(`the run was not published: ${JSON.stringify(body)}`);
  await rig.settled();
  return runId;
}
