import { randomUUID } from 'node:crypto';
import { testDatabase } from '@flipside/testing';
import { governance, preparedProgramme, type Offices } from '../testing/prepared-programme.js';
import { Running } from '../testing/running.js';

const employment = {
  unitId: null, title: null, level: 3, managers: { line: null, dottedLine: [], appraiser: null, unresolved: [] }, topOfTree: true, site: null,
  country: 'DE', zone: 'UTC', legalEntity: null, type: 'employee', status: 'active', workingDays: null, fte: null, startsOn: '2020-01-01',
  endsOn: null, exitReason: null,
};
describe('people whom HR had under two ids', () => {
  let running: Running;
  let numbers = 0;
  beforeAll(async () => {
    running = await Running.open(await testDatabase(), await testDatabase());
  });
  afterAll(() => running.close());

  const as = (role: 'participant' | 'line-manager' | 'programme-admin' | 'custodian', personId: string) => ({ role, personId });
  const person = async (line: string | null = null): Promise<string> => {
    const number = String(++numbers);
    const { body, status } = await running.ask('POST', '/v1/people', {
      source: 'hr', asOf: '2027-01-04', effectiveOn: '2027-01-04', reason: 'unknown', identity: { name: `Person ${number}`, email: null }, legalEntity: null, number,
      employment: { ...employment, topOfTree: line === null, managers: { ...employment.managers, line } },
    });
    expect(status).toBe(201);
    await running.settled();
    return body.id as string;
  };
  const merge = async (absorbedId: string, survivorId: string) => {
    expect((await running.ask('POST', `/v1/people/${survivorId}/merge`, { absorbedId })).status).toBe(200);
    await running.settled();
  };
  const prepared = (admin: string, offices: Offices) => preparedProgramme(running, admin, offices);
  const fourOffices = () => Promise.all([person(), person(), person(), person()]);
  const opened = async (): Promise<readonly [programmeId: string, admin: string]> => {
    const [admin, sponsorId, custodianId, deputyId] = await fourOffices();
    const programmeId = await prepared(admin, { sponsorId, custodianId, deputyId });
    expect((await running.ask('POST', `/v1/programmes/${programmeId}/open`, undefined, as('programme-admin', admin))).status).toBe(200);
    await running.settled();
    return [programmeId, admin];
  };
  const applied = async (programmeId: string, personId: string): Promise<string> => {
    const { body, status } = await running.ask('POST', `/v1/programmes/${programmeId}/applications`, { role: 'mentor' }, as('participant', personId));
    expect(status).toBe(201);
    await running.settled();
    return body.id as string;
  };
  const release = (enrolment: string, manager: string) =>
    running.ask('POST', `/v1/enrolments/${enrolment}/time-release`, { hoursPerMonth: 4, pledge: true }, as('line-manager', manager));
  const reports = async (manager: string) => (await running.ask('GET', '/v1/line/time-releases', undefined, as('line-manager', manager))).body.items;

  it('lets a line manager release time whom HR named by an absorbed id, and no other manager', async () => {
    const [programmeId] = await opened();
    const [manager, goesOn, stranger] = [await person(), await person(), await person()];
    const mentor = await person(manager);
    const enrolment = await applied(programmeId, mentor);
    await merge(manager, goesOn);
    expect(await reports(goesOn)).toMatchObject([{ id: enrolment }]);
    expect(await reports(stranger)).toEqual([]);
    expect((await release(enrolment, stranger)).status).toBe(404);
    expect((await release(enrolment, goesOn)).status).toBe(200);
    await running.settled();
    expect(await reports(goesOn)).toEqual([{ id: enrolment, programmeId, personId: mentor, state: 'applied', time: 'released', hoursPerMonth: 4 }]);
  });

  it('lets nobody release their own time by another id: who leads somebody is not that one', async () => {
    const manager = await person();
    const mentor = await person(manager);
    for (const [absorbedId, survivorId] of [[manager, mentor], [mentor, manager]] as const) {
      expect(await running.ask('POST', `/v1/people/${survivorId}/merge`, { absorbedId })).toMatchObject({ status: 409, body: { code: 'merge-within-line' } });
    }
  });

  it('lets nobody nominate themselves by another id', async () => {
    const [programmeId] = await opened();
    const [one, twin] = [await person(), await person()];
    await merge(twin, one);
    const nominate = (by: string, personId: string) => running.ask('POST', `/v1/programmes/${programmeId}/nominations`, { personId, role: 'mentor' }, as('participant', by));
    for (const [by, named] of [[one, twin], [twin, one], [one, one]] as const) expect((await nominate(by, named)).body.code).toBe('nominated-oneself');
    expect((await nominate(await person(), one)).status).toBe(200);
  });

  it('lets nobody hold two offices that exclude each other by two ids', async () => {
    const [admin, sponsorId, custodianId, deputyId] = await fourOffices();
    const twin = await person();
    await merge(twin, admin);
    const programmeId = await prepared(admin, { sponsorId, custodianId, deputyId });
    const post = async (path: string, body?: object) =>
      (await running.ask('POST', `/v1/programmes/${programmeId}/${path}`, body, as('programme-admin', admin))).body.code;
    const excluded = 'offices-exclude-each-other';
    expect(await post('governance', { ...governance, custodianId: twin, deputyId })).toBe(excluded);
    expect(await post('governance', { ...governance, custodianId, deputyId: twin })).toBe(excluded);
    const two = [await person(), await person()] as const;
    await merge(...two);
    expect(await post('governance', { ...governance, custodianId: two[0], deputyId: two[1] })).toBe(excluded);
    const custodiansTwin = await person();
    await merge(custodiansTwin, custodianId);
    expect(await post('sponsor', { sponsorId: custodiansTwin })).toBe(excluded);
    await merge(sponsorId, deputyId);
    expect(await post('open')).toBe(excluded);
    expect(await post('sponsor', { sponsorId: await person() })).toBeUndefined();
    expect(await post('open')).toBeUndefined();
  });

  it('lets whoever goes on reach what the absorbed id had, and nobody else', async () => {
    const [programmeId, admin] = await opened();
    const [mentor, goesOn, newAdmin, stranger] = [await person(), await person(), await person(), await person()];
    const enrolment = await applied(programmeId, mentor);
    await merge(mentor, goesOn);
    await merge(admin, newAdmin);
    const paths = [`/v1/people/${mentor}`, `/v1/people/${mentor}/consents`, `/v1/enrolments/${enrolment}`];
    const get = async (path: string, who: string, role: 'participant' | 'programme-admin' = 'participant') => (await running.ask('GET', path, undefined, as(role, who))).status;
    for (const path of paths) expect([await get(path, goesOn), await get(path, stranger)]).toEqual([200, 404]);
    expect((await running.ask('GET', '/v1/me/enrolments', undefined, as('participant', goesOn))).body.items).toMatchObject([{ id: enrolment }]);
    for (const path of [`/v1/programmes/${programmeId}`, `/v1/enrolments?programmeId=${programmeId}`]) {
      expect([await get(path, newAdmin, 'programme-admin'), await get(path, stranger, 'programme-admin')]).toEqual([200, 404]);
    }
    const listed = async (who: string) => (await running.ask('GET', '/v1/programmes', undefined, as('programme-admin', who))).body.items;
    expect([await listed(newAdmin), await listed(stranger)]).toMatchObject([[{ id: programmeId, state: 'open' }], []]);
    expect(await get(`/v1/people/${randomUUID()}`, goesOn)).toBe(404);
  });
});
