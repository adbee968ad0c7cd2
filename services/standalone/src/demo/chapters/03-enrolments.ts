import { defaultPolicy } from '@flipside/contracts';
import { changesFile } from '../../sample/hr-file.js';
import type { Participant } from '../../sample/participants.js';
import { found, mustBe, mustBeRefused, mustHold } from '../checks.js';
import { all, moveTo, type Demo } from '../demo.js';
import { each } from '../each.js';
import { importFile } from '../hr-imports.js';
import type { Staff } from '../staff.js';
import type { Programme } from './02-programme.js';

interface Enrolment {
  readonly id: string;
  readonly personId: string;
  readonly role: 'mentor' | 'mentee';
  readonly state: string;
  readonly time: string;
  readonly missing: readonly string[];
}

/** 150 mentors and 110 leaders say what they offer and wish for, are admitted, trained, and given time. */
export async function enrolments(demo: Demo, staff: Staff, programme: Programme): Promise<void> {
  const { participants, tell } = demo;
  await moveTo(demo, '2026-01-15T08:00:00Z');
  await linkByHand(demo, staff);
  await each(participants, (participant) => prepare(staff, programme, participant));
  await releaseTime(demo, staff, programme);
  await deadNumberComesBack(demo, staff);
  const rows = await all<Enrolment>((path) => programme.admin.get(path), `/v1/enrolments?programmeId=${programme.id}`);
  const refused = participants.filter(({ role, hoursReleased }) => role === 'mentor' && hoursReleased === null);
  const expected = new Set(participants.filter((one) => !refused.includes(one)).map(({ key }) => staff.id(key)));
  mustBe('enrolments', rows.length, participants.length);
  mustBe('who is ready', new Set(rows.filter(({ state }) => state === 'ready').map(({ personId }) => personId)), expected);
  const count = (role: string): number => rows.filter((row) => row.role === role && row.state === 'ready').length;
  tell.fact(`ready: ${count('mentor')} mentors and ${count('mentee')} leaders, ${participants.filter(({ pivoter }) => pivoter).length} mentors from another career`);
  await refusalIsTheSponsors(demo, staff, programme, refused[0]!);
}

async function prepare(staff: Staff, { id, admin }: Programme, participant: Participant): Promise<void> {
  const { key, role, profile, goals, slots, ownChain } = participant;
  const self = staff.as(key);
  const path = `/v1/people/${staff.id(key)}`;
  const { etag } = await self.read(path);
  await self.put(`${path}/profile`, profile, found(`the ETag of ${key}`, etag));
  const enrolment = await self.post(`/v1/programmes/${id}/applications`, { role });
  await admin.post(`/v1/enrolments/${enrolment.id}/admit`);
  await self.post(`/v1/enrolments/${enrolment.id}/goals`, { goals, slots, ownChain });
  for (const module of defaultPolicy.training[role]) await self.post(`/v1/enrolments/${enrolment.id}/training`, { module });
}

/** Line managers see the mentors among their reports, and release hours; one refuses. */
async function releaseTime({ participants, tell }: Demo, staff: Staff, { id }: Programme): Promise<void> {
  const mentors = participants.filter(({ role }) => role === 'mentor');
  const byManager = Map.groupBy(mentors, ({ key }) => found(`a line manager of ${key}`, staff.person(key).managerKey));
  await each([...byManager], async ([managerKey, reports]) => {
    const manager = staff.asManager(managerKey);
    const { items } = await manager.get<{ items: Enrolment[] }>('/v1/line/time-releases');
    mustBe(`mentors among the reports of ${managerKey}`, new Set(items.map(({ personId }) => personId)), new Set(reports.map(({ key }) => staff.id(key))));
    for (const { key, hoursReleased } of reports) {
      const path = `/v1/enrolments/${id}_${staff.id(key)}_mentor/time-release`;
      await (hoursReleased === null ? manager.post(`${path}/refusal`) : manager.post(path, { hoursPerMonth: hoursReleased, pledge: true }));
    }
  });
  const [mentor] = mentors;
  const other = found('another manager', [...byManager.keys()].find((key) => key !== staff.person(mentor!.key).managerKey));
  const foreign = staff.asManager(other).post(`/v1/enrolments/${id}_${staff.id(mentor!.key)}_mentor/time-release`, { hoursPerMonth: 4, pledge: true });
  await mustBeRefused('hours released by somebody else’s line manager', 'not-found', foreign);
  tell.fact(`${byManager.size} line managers released hours and made the no-repercussion pledge; one refused`);
}

/** A refusal of time is told to the sponsor, not to the mentor. */
async function refusalIsTheSponsors({ tell }: Demo, staff: Staff, { id, sponsor }: Programme, { key }: Participant): Promise<void> {
  const refusals = await sponsor.get<{ items: { personId: string }[] }>(`/v1/programmes/${id}/time-refusals`);
  mustBe('what the sponsor sees', refusals.items.map(({ personId }) => personId), [staff.id(key)]);
  const own = await staff.as(key).get<{ items: Enrolment[] }>('/v1/me/enrolments');
  mustHold('to the mentor it reads like hours not released yet', own.items.every(({ time, state }) => time === 'open' && state === 'admitted'), own.items);
  tell.fact('the refusal is shown to the sponsor alone');
}

/** HR gives the manager by hand whom the file names by a number that nobody has; until then nobody could release time. */
async function linkByHand({ gateway, organisation }: Demo, staff: Staff): Promise<void> {
  const key = organisation.unusual.unfinishedChain;
  const hr = gateway.as(['hr-integration']);
  const row = await hr.get<{ name: string; email: string; employment: { managers: object } }>(`/v1/people/${staff.id(key)}`);
  const managers = { ...row.employment.managers, line: staff.id(staff.person(key).managerKey!), unresolved: [] };
  await hr.post(`/v1/people/${staff.id(key)}/employment`, {
    source: 'halden-hr', asOf: '2026-01-15', effectiveOn: '2026-01-15', reason: 'correction',
    identity: { name: row.name, email: row.email },
    employment: { ...row.employment, managers },
  });
}

/** The next file brings the number back that nobody has, so the chain above this mentor is unfinished again. */
async function deadNumberComesBack(demo: Demo, staff: Staff): Promise<void> {
  const { gateway, organisation, tell } = demo;
  const key = organisation.unusual.unfinishedChain;
  await moveTo(demo, '2026-01-20T08:00:00Z');
  const changes = [{ person: staff.person(key), validFrom: '2026-01-20' }];
  await importFile(demo, changesFile(organisation, 'hr-2026-01-20.csv', '2026-01-20', changes));
  const row = await gateway.as(['hr-integration']).get<{ lineManager: string | null }>(`/v1/people/${staff.id(key)}`);
  mustBe('the line manager behind a number that nobody has', row.lineManager, null);
  tell.fact('one mentor’s chain of managers is unfinished: HR names a number that nobody has');
}
