import { dataClasses, defaultPolicy } from '@flipside/contracts';
import type { Running } from './running.js';

const on = '2026-12-01';
export const governance = {
  purposes: dataClasses.map((dataClass) => ({
    dataClass, purpose: 'To run it.', legalBasis: dataClass === 'trait' ? 'consent' : 'works-agreement', retentionMonths: defaultPolicy.retentionMonths[dataClass],
  })),
  impactAssessment: { reference: 'DPIA-1', on }, representatives: [{ country: 'DE', outcome: 'agreed', reference: 'WA 1', on }],
  notice: { language: 'en', text: 'A person decides.', criteria: Object.entries(defaultPolicy.matching.weights).map(([criterion, weight]) => ({ criterion, weight, words: 'What counts.' })) },
};

export interface Offices {
  readonly sponsorId: string;
  readonly custodianId: string;
  readonly deputyId: string;
}

/** A programme up to its opening, run by an admin. @returns its id. */
export async function preparedProgramme(running: Running, admin: string, { sponsorId, custodianId, deputyId }: Offices): Promise<string> {
  const post = async (path: string, body: object) => {
    const answer = await running.ask('POST', `/v1/programmes${path}`, body, { role: 'programme-admin', personId: admin });
    expect({ path, status: answer.status < 300, body: answer.body }).toMatchObject({ status: true });
    await running.settled();
    return answer.body.id as string;
  };
  const id = await post('', { name: 'P' });
  await post(`/${id}/objectives`, { statement: 'Less waiting.', measure: 'wait', unit: 'days', direction: 'down', baseline: 12, target: 8 });
  await post(`/${id}/policy`, { window: { from: '2027-01-04', to: '2027-07-02' } });
  await post(`/${id}/sponsor`, { sponsorId });
  await post(`/${id}/governance`, { ...governance, custodianId, deputyId });
  return id;
}
