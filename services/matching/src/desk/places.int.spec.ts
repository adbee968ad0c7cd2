import { testDatabase } from '@flipside/testing';
import { admin, completedRun, publishedRun, tellSample } from '../testing/programme.js';
import { Rig } from '../testing/rig.js';

interface Pair {
  readonly mentorId: string;
  readonly menteeId: string;
}

describe('rules over several streams, with everybody at once', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await Rig.open(testDatabase);
    await tellSample(rig, { seed: 5, mentors: 40, mentees: 20, oddOneIn: 0 });
  });
  afterEach(() => rig.close());

  const proposalsOf = async (runId: string) => (await rig.get(`match-runs/${runId}/proposals`, admin)).body.items as readonly Pair[];
  const openOf = async (personId: string) => {
    const { rows } = await rig.database.pool.query<{ n: number }>(
      `select count(*)::int as n from pairings_v2 where status in ('offered', 'active', 'paused') and ("mentorId" = $1 or "menteeId" = $1)`, [personId],
    );
    return rows[0]!.n;
  };

  it('gives a leader’s one place once, however many offers are made at once', async () => {
    const runId = await completedRun(rig);
    const proposals = await proposalsOf(runId);
    const { menteeId } = proposals[0]!;
    const wishes: { mentorId: string; cost: number }[] = [];
    for (const { mentorId } of proposals) {
      const { body } = await rig.get(`match-runs/${runId}/overrides/preview?mentor=${mentorId}&mentee=${menteeId}`, admin);
      if (body.possible) wishes.push({ mentorId, cost: body.cost.score });
    }
    expect(wishes.length).toBeGreaterThan(2);
    const replies = await Promise.all(wishes.map(({ mentorId, cost }) =>
      rig.post(`match-runs/${runId}/overrides`, { ...admin, body: { mentorId, menteeId, reason: 'at once', cost } })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, ...wishes.slice(1).map(() => 409)]);
    await rig.settled();
    expect(await openOf(menteeId)).toBe(1);
  });

  it('leaves nothing open between two of whom one blocks while the other accepts', async () => {
    const runId = await publishedRun(rig);
    for (const { mentorId, menteeId } of (await proposalsOf(runId)).slice(0, 6)) {
      const { id } = (await rig.get('me/pairings', { as: mentorId })).body.items[0];
      const both = [
        rig.post(`pairings/${id}/accept`, { as: mentorId }), rig.post('blocks', { as: menteeId, body: { personId: mentorId } }),
      ];
      await Promise.all(both);
      await rig.settled();
      const { rows } = await rig.database.pool.query<{ status: string }>('select status from pairings_v2 where id = $1', [id]);
      expect(rows[0]!.status).toBe('unavailable');
    }
  });

  it('takes one answer of a person, whichever comes first', async () => {
    const runId = await publishedRun(rig);
    for (const { mentorId } of (await proposalsOf(runId)).slice(0, 4)) {
      const { id } = (await rig.get('me/pairings', { as: mentorId })).body.items[0];
      const [accepted, declined] = await Promise.all([
        rig.post(`pairings/${id}/accept`, { as: mentorId }), rig.post(`pairings/${id}/decline`, { as: mentorId }),
      ]);
      await rig.settled();
      const { status } = (await rig.get(`me/pairings/${id}`, { as: mentorId })).body;
      // A yes may be taken back until the leader has answered; a no is final.
      expect([[200, 200, 'unavailable'], [409, 200, 'unavailable']]).toContainEqual([accepted.status, declined.status, status]);
    }
  });
});
