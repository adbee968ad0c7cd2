import type { Api } from './api.js';

const HR = { roles: ['hr-integration'] } as const;
const DAY = '2027-01-04';

const statement = (number: string) => ({
  source: 'hr', asOf: DAY, effectiveOn: DAY, reason: 'unknown', legalEntity: null, number, identity: { name: `Goes on ${number}`, email: null },
  employment: {
    unitId: null, title: null, level: 5, managers: { line: null, dottedLine: [], appraiser: null, unresolved: [] }, topOfTree: true, site: null, country: 'DE',
    zone: 'Europe/Berlin', legalEntity: null, type: 'employee', status: 'active', workingDays: null, fte: null, startsOn: '2020-01-01', endsOn: null, exitReason: null,
  },
});

/** HR finds that some people were somebody else, of whom nobody else knows anything. @returns who goes on instead of each. */
export async function mergedAway(api: Api, absorbed: Iterable<string>): Promise<ReadonlyMap<string, string>> {
  const goesOn = new Map<string, string>();
  for (const absorbedId of new Set(absorbed)) {
    const { body } = await api.as(HR, 'POST', '/v1/people', statement(`other-${absorbedId}`));
    await api.as(HR, 'POST', `/v1/people/${body.id}/merge`, { absorbedId });
    goesOn.set(absorbedId, body.id as string);
  }
  await api.settled();
  return goesOn;
}
