import { randomUUID } from 'node:crypto';
import type { Role } from '@flipside/service-kit';
import { testDatabase } from '@flipside/testing';
import { governance, preparedProgramme } from '../testing/prepared-programme.js';
import { Running } from '../testing/running.js';

const readers: readonly Role[] = ['participant', 'line-manager', 'programme-admin', 'sponsor', 'custodian', 'auditor', 'analyst'];const prepares: readonly Role[] = ['programme-admin', 'sponsor', 'custodian', 'auditor'];

describe('the notice of a programme', () => {
  let running: Running;
  beforeAll(async () => {
    running = await Running.open(await testDatabase(), await testDatabase());
  });
  afterAll(() => running.close());

  const read = (role: Role, id: string) => running.ask('GET', `/v1/programmes/${id}/notice`, undefined, { role, personId: randomUUID() });

  it('is read by whoever it is for, in its words and weights, with nothing else of the governance record', async () => {
    const admin = randomUUID();
    const id = await preparedProgramme(running, admin, { sponsorId: randomUUID(), custodianId: randomUUID(), deputyId: randomUUID() });
    const { notice, purposes } = governance;
    const told = (revision: string) => ({ status: 200, body: { id, revision, ...notice, purposes } });
    const missing = await read('participant', randomUUID());
    expect(missing).toMatchObject({ status: 404, body: { code: 'programme-unknown' } });
    for (const role of readers) {
      const { status, body } = await read(role, id);
      expect([role, { status, body }]).toEqual([role, prepares.includes(role) ? told('4') : { status: 404, body: missing.body }]);
    }
    expect((await running.ask('POST', `/v1/programmes/${id}/open`, undefined, { role: 'programme-admin', personId: admin })).status).toBe(200);
    await running.settled();
    for (const role of readers) {
      const { status, body } = await read(role, id);
      expect([role, { status, body }]).toEqual([role, told('5')]);
    }
    expect((await read('participant', id)).headers.get('etag')).toBe('"5"');
  });

  it('is found by nobody before it was recorded', async () => {
    const { id } = (await running.ask('POST', '/v1/programmes', { name: 'P' }, { role: 'programme-admin', personId: randomUUID() })).body as { id: string };
    await running.settled();
    for (const role of readers) expect([role, (await read(role, id)).status]).toEqual([role, 404]);
  });
});
