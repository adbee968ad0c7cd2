import { randomUUID } from 'node:crypto';
import { employed } from '@flipside/participants/domain/person/person.samples';
import type { Role, RunningService } from '@flipside/service-kit';
import { Story } from '../flow/kit/story.js';
import { pairNamed, tellOffers } from '../flow/kit/tell-pairs.js';
import { hireMany, tellPeople, tellProgramme } from '../flow/kit/tell-people.js';
import { tellAgreement } from '../flow/kit/tell-together.js';
import { serviceNames, World } from '../flow/kit/world.js';

/** Rules over several streams, with two instances of each service over one database, asked at the same moment. */
describe('two replicas of every service', () => {
  let world: World;
  let story: Story;
  const others = new Map<string, RunningService>();

  beforeAll(async () => {
    world = await World.open();
    story = new Story(world);
    await tellPeople(story);
    await hireMany(story, 3);
    await tellProgramme(story, 'flip');
    await world.settled();
    for (const name of serviceNames) others.set(name, await world.replica(name));
  });
  afterAll(async () => {
    for (const service of others.values()) await service.stop();
    await world.close();
  });

  const replicasOf = (name: (typeof serviceNames)[number]) => [world.service(name), others.get(name)!] as const;
  const post = async (service: RunningService, url: string, body: object, role: Role, personId?: string) => {
    const token = await world.issuer.issue({ subject: personId ?? 'hr', ...(personId && { personId }), roles: [role] });
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() };
    const { statusCode, body: answer } = await service.app.inject({ method: 'POST', url: `/v1/${url}`, headers, payload: body });
    return { status: statusCode, code: (JSON.parse(answer) as { code?: string }).code };
  };

  it('let no two changes of managers close a circle', async () => {
    for (let n = 0; n < 3; n++) {
      const pair = [story.id(`mentor ${n}`), story.id(`leader ${n}`)] as const;
      const replies = await Promise.all(replicasOf('participants').map((service, which) => post(service, `people/${pair[which]}/employment`, {
        source: 'hr', asOf: story.today, effectiveOn: story.today, reason: 'unknown', identity: { name: 'x', email: null },
        employment: { ...employed, managers: { ...employed.managers, line: pair[1 - which]! }, unitId: null },
      }, 'hr-integration')));
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 422]);
      expect(replies.find(({ status }) => status !== 200)!.code).toBe('manager-cycle');
    }
  });

  it('let no two moves of units close a circle', async () => {
    const units = [story.id('finance'), story.id('sales')] as const;
    const replies = await Promise.all(replicasOf('participants').map((service, which) =>
      post(service, `units/${units[which]}/move`, { parentId: units[1 - which]!, effectiveOn: story.today }, 'hr-integration')));
    expect(replies.map(({ code }) => code)).toContain('unit-cycle');
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('ask nobody twice in 30 days', async () => {
    const pair = pairNamed(story, 'flip', 'mia', 'lea');
    await tellOffers(story, [pair]);
    await tellAgreement(story, pair, { amended: false });
    const body = { programmeId: story.id('flip'), instrument: 'upward-communication' };
    const asked = [...replicasOf('sessions'), ...replicasOf('sessions')].map((service) => post(service, 'check-ins', body, 'programme-admin', story.id('ada')));
    expect((await Promise.all(asked)).map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it('plan nothing beside a pause', async () => {
    const { pairingId, mentorId } = pairNamed(story, 'flip', 'mia', 'lea');
    const plan = (service: RunningService, day: number) => post(service, 'sessions', {
      pairingId, startsAt: `2027-02-${String(day).padStart(2, '0')}T10:00:00Z`, endsAt: `2027-02-${String(day).padStart(2, '0')}T11:00:00Z`,
    }, 'participant', mentorId);
    const planned = [8, 9, 10, 11, 12].flatMap((day) => replicasOf('sessions').map((service) => plan(service, day)));
    const { pairing } = story.targets('matching');
    const paused = story.give(pairing, `pairing-${pairingId}`, { type: 'pause', cause: 'block', from: story.now, at: story.now });
    const later = [15, 16, 17].flatMap((day) => replicasOf('sessions').map((service) => plan(service, day)));
    const statuses = (await Promise.all([...planned, ...later])).map(({ status }) => status);
    await paused;
    await world.settled();
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    const { rows } = await world.database('sessions').pool.query<{ status: string }>('select distinct status from sessions_v1 where "pairingId" = $1', [pairingId]);
    expect(rows.filter(({ status }) => status !== 'cancelled')).toEqual([]);
  });

  it('fire each timer once, and release each figure of a month once', async () => {
    const due = '2027-02-02T23:59:59.000Z';
    await world.settled();
    const fired = await Promise.all(serviceNames.flatMap((name) => replicasOf(name).map(({ runtime }) => runtime.fireDue(due))));
    await world.settled();
    expect(fired.some((count) => count > 0)).toBe(true);
    for (const name of serviceNames) {
      const { rows } = await world.database(name).pool.query('select 1 from event_store.events group by stream, revision having count(*) > 1');
      expect(rows).toEqual([]);
    }
    const releases = await world.database('analytics').pool.query<{ n: number }>('select count(*)::int as n from event_store.events group by stream');
    expect(releases.rows.length).toBeGreaterThan(0);
    expect(releases.rows.every(({ n }) => n === 1)).toBe(true);
    const twice = await Promise.all(serviceNames.flatMap((name) => replicasOf(name).map(({ runtime }) => runtime.fireDue(due))));
    expect(twice.every((count) => count === 0)).toBe(true);
  });

  it('go on when the one that runs read models and policies is gone', async () => {
    const [, left] = replicasOf('participants');
    await world.end('participants');
    const made = await post(left, 'programmes', { name: 'After the other' }, 'programme-admin', story.id('ada'));
    expect(made.status).toBe(201);
    await left.runtime.caughtUp();
    const { rows } = await world.database('participants').pool.query('select 1 from programmes_v1 where name = $1', ['After the other']);
    expect(rows).toHaveLength(1);
  });
});
