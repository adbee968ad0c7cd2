import type { Api } from './api.js';

const HR = { roles: ['hr-integration'] } as const;

/** Number, name, level, number of the manager, unit. */
const people = [
  ['1', 'Chief', 10, '', 'Board'],
  ['2', 'Head of sales', 9, '1', 'Sales'],
  ['3', 'Head of finance', 9, '1', 'Finance'],
  ['4', 'Sales manager', 6, '2', 'Sales/Inside'],
  ['5', 'Mentor one', 3, '4', 'Sales/Inside'],
  ['6', 'Mentor two', 3, '4', 'Sales/Inside'],
  ['7', 'Mentor three', 3, '4', 'Sales/Inside'],
  ['8', 'Leader one', 8, '3', 'Finance/Treasury'],
  ['9', 'Leader two', 8, '3', 'Finance/Treasury'],
  ['10', 'Leader three', 8, '3', 'Finance/Treasury'],
  ['11', 'Admin', 5, '1', 'Board'],
  ['12', 'Sponsor', 9, '1', 'Board'],
  ['13', 'Custodian', 6, '1', 'Board'],
  ['14', 'Deputy', 6, '1', 'Board'],
  ['15', 'Other admin', 5, '1', 'Board'],
  ['16', 'Other sponsor', 9, '1', 'Board'],
  ['17', 'Other custodian', 6, '1', 'Board'],
  ['18', 'Other deputy', 6, '1', 'Board'],
  ['19', 'Stranger', 5, '2', 'Sales'],
] as const;

/** Ids by what their bearer does: `Mentor one`. */
export type Staff = Readonly<Record<(typeof people)[number][1], string>>;

export interface Organisation {
  readonly staff: Staff;
  readonly unitId: string;
  readonly otherUnitId: string;
  readonly importId: string;
  readonly mappingId: string;
}

const of = (column: string): { column: string } => ({ column });

const mapping = {
  source: 'hr', asOf: '2027-01-04', coverage: 'partial', dates: { formats: ['yyyy-MM-dd'] },
  number: of('Number'), name: of('Name'), unit: { path: [of('Unit')], separator: '/' }, title: of('Title'), level: of('Level'),
  manager: { by: 'number', ...of('Manager') }, topOfTree: { numbers: ['1'] }, country: of('Country'), zone: of('Zone'),
  type: { ...of('Type'), values: { employee: 'employee' } }, status: { ...of('Status'), values: { active: 'active' } },
  startsOn: of('Start'),
};

/** Nineteen people in three silos, by an HR file. */
export async function importPeople(api: Api): Promise<Organisation> {
  const mappingId = (await api.as(HR, 'POST', '/v1/hr-mappings', { name: 'test', mapping })).body.id as string;
  const rows = people.map(([number, name, level, manager, unit]) => `${number},${name},${unit},Colleague,${level},${manager},DE,Europe/Berlin,employee,active,2020-01-01`);
  const csv = ['Number,Name,Unit,Title,Level,Manager,Country,Zone,Type,Status,Start', ...rows, '20,Broken,Sales,Colleague,11,4,DE,Europe/Berlin,employee,active,2020-01-01', ''].join('\n');
  const upload = await api.as(HR, 'POST', `/v1/hr-imports?mapping=${mappingId}`, csv, { 'content-type': 'text/csv' });
  const importId = upload.body.id as string;
  await api.settled();
  const listed = (await api.as(HR, 'GET', '/v1/people?limit=500')).body.items as { id: string; name: string }[];
  const staff = Object.fromEntries(listed.map(({ id, name }) => [name, id])) as Staff;
  const units = (await api.as(HR, 'GET', '/v1/units?limit=500')).body.items as { id: string; path: string }[];
  const unit = (path: string): string => units.find((one) => one.path === path)!.id;
  return { staff, importId, mappingId, unitId: unit('Sales/Inside'), otherUnitId: unit('Finance') };
}
