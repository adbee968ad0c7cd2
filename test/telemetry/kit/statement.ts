const employment = {
  unitId: null, title: null, level: 3, managers: { line: null, dottedLine: [], appraiser: null, unresolved: [] }, topOfTree: true, site: null,
  country: 'DE', zone: 'UTC', legalEntity: null, type: 'employee', status: 'active', workingDays: null, fte: null, startsOn: '2020-01-01',
  endsOn: null, exitReason: null,
};

/** What HR says of somebody who is employed. */
export const statement = (number: string) => ({
  source: 'hr', asOf: '2027-01-04', effectiveOn: '2027-01-04', reason: 'unknown', identity: { name: `Zorvane ${number}`, email: `${number}@zorvane.example` },
  employment, legalEntity: null, number,
});
