import { testDatabase } from '@flipside/testing';
import { admin, completedRun, offices, publishedRun, tellSample } from '../testing/programme.js';
import { Rig } from '../testing/rig.js';
import { employmentOf, idOf, tellEnrolment } from '../testing/tell-snapshot.js';
import { randomSnapshot } from '../testing/random-snapshot.js';
import type { Snapshot } from '../scoring/snapshot.js';

interface Proposal {
  readonly mentorId: string;
  readonly menteeId: string;
}

describe('questions about a run', () => {
  let rig: Rig;
  let sample: Snapshot;
  let runId: string;
  let proposals: readonly Proposal[];
  const of = (path: string) => rig.get(`match-runs/${runId}/${path}`, admin);
  const pair = ({ mentorId, menteeId }: Proposal) => `mentor=${mentorId}&mentee=${menteeId}`;
  /** Every pair of one verdict, asked for until one is found. */
  const found = async (verdict: string) => {
    for (const { mentorId } of proposals) {
      for (const { menteeId } of proposals) {
        const { body } = await of(`why-not?${pair({ mentorId, menteeId })}`);
        if (body.verdict === verdict) return { mentorId, menteeId, ...body };
      }
    }
    throw new Error(`no pair is ${verdict}`);
  };

  beforeAll(async () => {
    rig = await Rig.open(testDatabase);
    sample = await tellSample(rig);
    const [one, other] = [sample.people.find(({ enrolled }) => enrolled?.mentor)!, sample.people.find(({ enrolled }) => enrolled?.mentee)!];
    await rig.post('blocks', { as: idOf(one.personId), body: { personId: idOf(other.personId) } });
    await rig.settled();
    runId = await completedRun(rig);
    ({ items: proposals } = (await of('proposals')).body);
  });
  afterAll(() => rig.close());

  it('shows proposals with the facts in words for the admin, and without score or rank what the leader reads', async () => {
    const { body } = await of('proposals');
    for (const { score, criteria, words, told, runnerUp, placeWorth } of body.items) {
      expect(criteria.reduce((sum: number, { points }: { points: number }) => sum + points, 0)).toBe(score);
      expect(words).toHaveLength(criteria.length);
      expect(told.length).toBeGreaterThan(0);
      expect(told.join(' ')).not.toMatch(/score|rank|point|price/i);
      expect(Object.keys(runnerUp).sort()).toEqual(['ofMentee', 'ofMentor']);
      expect(placeWorth.pairs).toBeGreaterThanOrEqual(0);
    }
    const unmatched = (await of('unmatched')).body.items;
    expect(unmatched.length).toBeGreaterThan(0);
    for (const { why, smallestChange } of unmatched) expect([why, smallestChange].every((text) => text.length > 5)).toBe(true);
    const value = await of(`mentors/${proposals[0]!.mentorId}/place-value`);
    expect(value.body.oneLess).not.toBeNull();
  });

  it('says of a pair that it is proposed, what forbids it, or what it would cost and whom it would displace', async () => {
    expect((await of(`why-not?${pair(proposals[0]!)}`)).body).toMatchObject({ verdict: 'paired' });
    const possible = await found('possible');
    expect(possible.loss.pairs > 0 || possible.loss.score >= 0).toBe(true);
    expect(possible.displaced[0]).toMatchObject({ menteeId: possible.menteeId, to: possible.mentorId });
    const forbidden = await found('forbidden');
    expect(forbidden.constraints[0].words).toMatch(/\./);
    expect((await of(`why-not?mentor=${idOf('nobody')}&mentee=${proposals[0]!.menteeId}`)).status).toBe(404);
  });

  it('says “a private constraint” of a block and nothing else, also in the preview of an override', async () => {
    const [one, other] = [sample.people.find(({ enrolled }) => enrolled?.mentor)!, sample.people.find(({ enrolled }) => enrolled?.mentee)!];
    const blocked = { mentorId: idOf(one.personId), menteeId: idOf(other.personId) };
    const constraints = [{ constraint: 'private', words: 'A private constraint.' }];
    expect((await of(`why-not?${pair(blocked)}`)).body).toMatchObject({ verdict: 'forbidden', constraints, words: 'A private constraint.' });
    expect((await of(`overrides/preview?${pair(blocked)}`)).body).toMatchObject({ possible: false, firm: constraints, cost: null });
    const forced = await rig.post(`match-runs/${runId}/overrides`, { ...admin, body: { ...blocked, reason: 'we want it', cost: 0 } });
    expect([forced.status, forced.body.code]).toEqual([409, 'constraint-not-overridable']);
  });

  it('puts a what-if beside the present run, and never publishes it', async () => {
    const same = await completedRun(rig, { whatIf: { against: runId } });
    const beside = (id: string) => rig.get(`match-runs/${id}/comparison`, admin);
    expect((await beside(same)).body).toMatchObject({ against: runId, changed: [], pairs: 0, score: 0, scoreAtPresentWeights: 0 });
    const crossing = await completedRun(rig, { kind: 'what-if', whatIf: { against: runId, weights: { topicFit: 0, differentSilo: 100 } } });
    const { body } = await beside(crossing);
    expect(body.changed.length).toBeGreaterThan(0);
    expect(body.scoreAtPresentWeights).toBeLessThanOrEqual(0);
    expect([body.present.matched, body.other.matched].every((pairs) => pairs > 0)).toBe(true);
    const published = await rig.post(`match-runs/${crossing}/publish`, admin);
    expect([published.status, published.body.code]).toEqual([409, 'what-if-not-publishable']);
    expect((await rig.post(`match-runs/${crossing}/verify`, { role: 'auditor' })).body).toMatchObject({ verdict: 'same' });
    expect((await of('comparison')).status).toBe(422);
  });

  it('adds people who are not ready yet, gives mentors other places, and sets one constraint aside, but never power distance', async () => {
    const joining = randomSnapshot({ seed: 99, mentors: 20, mentees: 0, above: 0 }).people[5]!;
    const late = { ...joining, personId: 'a late mentor', links: sample.people[20]!.links };
    await rig.participants.tell(`person-${idOf(late.personId)}`, rig.now, {
      type: 'EmploymentChanged',
      data: { personId: idOf(late.personId), effectiveOn: '2025-01-01', reason: 'unknown', employment: employmentOf(late) },
    });
    await tellEnrolment(rig.participants, late, offices.programmeId, 'mentor', rig.now, 'admitted');
    await rig.settled();
    const added = [{ personId: idOf(late.personId), role: 'mentor' }];
    const id = await completedRun(rig, { whatIf: { against: runId, added, without: 'language', capacity: [{ personId: proposals[0]!.mentorId, places: 0 }] } });
    const present = (await rig.get(`match-runs/${runId}`, admin)).body.counts;
    expect((await rig.get(`match-runs/${id}`, admin)).body.counts).toMatchObject({ mentors: present.mentors });
    const { body } = await rig.get(`match-runs/${id}/comparison`, admin);
    expect(body.changed.length).toBeGreaterThan(0);
    expect((await rig.post(`match-runs/${id}/verify`, { role: 'auditor' })).body).toMatchObject({ verdict: 'same' });
    const ask = (whatIf: object) => rig.post('match-runs', { ...admin, body: { programmeId: offices.programmeId, whatIf } });
    expect((await ask({ against: runId, without: 'power-distance' })).status).toBe(422);
    expect((await ask({ against: idOf('no run') })).status).toBe(404);
    expect((await rig.post('match-runs', { ...admin, body: { programmeId: offices.programmeId, kind: 'what-if' } })).body.code).toBe('what-if-incomplete');
  });

  it('overrides for a reason at the cost that was shown, and asks the mentor first', async () => {
    const { mentorId, menteeId } = await found('possible');
    const { body: preview } = await of(`overrides/preview?${pair({ mentorId, menteeId })}`);
    expect(preview).toMatchObject({ possible: true, broken: [], firm: [] });
    const send = (body: object) => rig.post(`match-runs/${runId}/overrides`, { ...admin, body: { mentorId, menteeId, ...body } });
    expect((await send({ reason: 'they asked for each other', cost: preview.cost.score + 1 })).body.code).toBe('override-cost-changed');
    expect((await send({ reason: ' ', cost: preview.cost.score })).status).toBe(422);
    const made = await send({ reason: 'they asked for each other', cost: preview.cost.score });
    expect(made.status).toBe(201);
    await rig.settled();
    const offer = await rig.get(`me/pairings/${made.body.id}`, { as: mentorId });
    expect(offer.body).toMatchObject({ status: 'offered', side: 'mentor', partnerId: menteeId });
    expect((await rig.get(`me/pairings/${made.body.id}`, { as: menteeId })).status).toBe(404);
    const again = await send({ reason: 'once more', cost: preview.cost.score });
    expect([again.status, again.body.code]).toEqual([409, 'pair-not-possible']);
  });
});

describe('a lost offer', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.open(testDatabase);
    await tellSample(rig, { seed: 8, mentors: 40 });
  });
  afterAll(() => rig.close());

  it('is followed by the next best, and touches nobody who accepted or was asked', async () => {
    const runId = await publishedRun(rig);
    const { items } = (await rig.get(`match-runs/${runId}/proposals`, admin)).body as { items: Proposal[] };
    const offersOf = async (personId: string) => (await rig.get('me/pairings', { as: personId })).body.items as { id: string; status: string; partnerId: string }[];
    const [first] = items;
    const [accepted] = await offersOf(first!.mentorId);
    await rig.post(`pairings/${accepted!.id}/accept`, { as: first!.mentorId });
    for (const { mentorId } of items.slice(1, 8)) {
      const [offer] = (await offersOf(mentorId)).filter(({ status }) => status === 'offered');
      await rig.post(`pairings/${offer!.id}/decline`, { as: mentorId });
      await rig.settled();
      const now = await offersOf(mentorId);
      expect(now.find(({ id }) => id === offer!.id)!.status).toBe('unavailable');
      expect(now.filter(({ partnerId, status }) => status === 'offered' && partnerId === offer!.partnerId)).toEqual([]);
    }
    const { rows } = await rig.database.pool.query(`select status, count(*)::int as n from pairings_v2 group by status order by status`);
    const [offered, unavailable] = [rows[0].n, rows[1].n];
    expect(unavailable).toBe(7);
    expect(offered + unavailable).toBeGreaterThan(items.length);
    expect((await offersOf(first!.mentorId)).map(({ id, status }) => [id, status])).toEqual([[accepted!.id, 'waiting']]);
    const twice = await rig.database.pool.query(
      `select "menteeId" from pairings_v2 where status in ('offered', 'active') group by 1 having count(*) > 1`,
    );
    expect(twice.rows).toEqual([]);
  });
});
