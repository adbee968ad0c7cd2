import { randomUUID } from 'node:crypto';
import type { Role } from '@flipside/service-kit';
import { testDatabase } from '@flipside/testing';
import { Running } from '../testing/running.js';

const readers: readonly Role[] = ['participant', 'line-manager', 'programme-admin', 'sponsor', 'custodian', 'auditor', 'analyst'];
const purposes = [{ dataClass: 'profile', purpose: 'To propose pairs.', legalBasis: 'works-agreement', retentionMonths: 12 }];
const notice = {
  language: 'de', text: 'Eine Rechnung schlägt vor; ein Mensch entscheidet.',
  criteria: [{ criterion: 'topicFit', weight: 40, words: 'Was die eine kann, will der andere lernen.' }],
};

describe('the notice of a programme', () => {
  let running: Running;
  beforeAll(async () => {
    running = await Running.open(await testDatabase(), await testDatabase());
  });
  afterAll(() => running.close());

  const read = (role: Role, id: string) => running.ask('GET', `/v1/programmes/${id}/notice`, undefined, { role, personId: randomUUID() });

  it('is read by whoever it is for, in its words and weights, with nothing else of the governance record; before it is there, nobody finds it', async () => {
    const admin = { role: 'programme-admin', personId: randomUUID() } as const;
    const { id } = (await running.ask('POST', '/v1/programmes', { name: 'P' }, admin)).body as { id: string };
    await running.settled();
    const missing = await read('participant', id);
    expect(missing).toMatchObject({ status: 404, body: { code: 'programme-unknown' } });
    expect((await read('participant', randomUUID())).body).toEqual(missing.body);

    const recorded = await running.ask('POST', `/v1/programmes/${id}/governance`, {
      custodianId: randomUUID(), deputyId: randomUUID(), purposes, notice, impactAssessment: { reference: 'DPIA-1', on: '2026-12-01' },
      representatives: [{ country: 'DE', outcome: 'agreed', reference: 'WA 1', on: '2026-12-01' }],
    }, admin);
    expect(recorded.status).toBe(200);
    await running.settled();
    for (const role of readers) {
      expect([role, (await read(role, id)).body]).toEqual([role, { id, revision: '1', ...notice, purposes }]);
    }
    expect((await read('participant', id)).headers.get('etag')).toBe('"1"');
  });
});
