import type { World } from './world.js';

/** Somebody of the organisation that the attacks are made on. Every value is found nowhere else, so that it can be searched for. */
export interface Person {
  readonly number: string;
  readonly name: string;
  readonly email: string;
  readonly unit: string;
  readonly level: number;
  readonly manager: string | null;
  readonly id: string;
}

export interface Organisation {
  readonly mentors: readonly Person[];
  readonly leaders: readonly Person[];
  /** Above all mentors. */
  readonly mentorsManager: Person;
  readonly admin: Person;
  readonly sponsor: Person;
  readonly custodian: Person;
  readonly deputy: Person;
  readonly everybody: readonly Person[];
}

export const hr = { roles: ['hr-integration'] } as const;

const mapping = {
  source: 'hr', number: { column: 'No' }, name: { column: 'Name' }, email: { column: 'Mail' }, unit: { path: [{ column: 'Unit' }], separator: '/' },
  level: { column: 'Level' }, manager: { by: 'number', column: 'Boss' }, topOfTree: { column: 'Boss', values: ['-'] },
  startsOn: { column: 'Start' }, zone: { constant: 'Europe/Berlin' }, country: { constant: 'DE' }, site: { constant: 'Berlin' },
  type: { constant: 'employee' },
  status: { column: 'Status', values: { in: 'active', out: 'left' } },
};

type Planned = Omit<Person, 'id'>;

function planned(nth: number, unit: string, level: number, manager: string | null): Planned {
  const number = `HX${7_100_000 + nth}`;
  return { number, name: `Quillon${nth} Vexbury${nth}`, email: `vexbury${nth}@halden.example`, unit, level, manager };
}

export function fileOf(people: readonly Omit<Person, 'id'>[], status: (person: Omit<Person, 'id'>) => 'in' | 'out' = () => 'in'): string {
  const rows = people.map((one) => [one.number, one.name, one.email, one.unit, one.level, one.manager ?? '-', '2020-01-01', status(one)].join(','));
  return `No,Name,Mail,Unit,Level,Boss,Start,Status\n${rows.join('\n')}\n`;
}

/** Sends a file of HR and waits until it is carried out. */
export async function importFile(world: World, file: string, asOf: string, coverage = 'partial'): Promise<{ readonly state: string; readonly counts: Record<string, number>; readonly rejected: number }> {
  const { id: mappingId } = await world.post('/v1/hr-mappings', hr, { name: 'Test', mapping });
  const { id } = await world.must('POST', `/v1/hr-imports?mapping=${mappingId}&asOf=${asOf}&coverage=${coverage}`, hr, { body: file });
  await world.settled();
  return world.get(`/v1/hr-imports/${id}`, hr);
}

/**
 * Three silos: mentors are in one and leaders in another, so that every pair of them is possible.
 * @param elsewhere so many of the leaders are in the third.
 */
export async function organise(world: World, pairs: number, elsewhere = 0): Promise<Organisation> {
  const chief = planned(1, 'Head Office', 10, null);
  const heads = ['Alpha', 'Beta', 'Gamma'].map((unit, n) => planned(n + 2, unit, 9, chief.number));
  const team = (from: number, count: number, unit: string, level: number, boss: Planned): Planned[] =>
    Array.from({ length: count }, (_, n) => planned(from + n, unit, level, boss.number));
  const manager = planned(10, 'Alpha/Works', 6, heads[0]!.number);
  const mentors = team(100, pairs, 'Alpha/Works', 2, manager);
  const leaders = [...team(200, pairs - elsewhere, 'Beta/Sales', 8, heads[1]!), ...team(250, elsewhere, 'Gamma/Sales', 8, heads[2]!)];
  const office = team(300, 6, 'Gamma/Staff', 4, heads[2]!);
  const all = [chief, ...heads, manager, ...mentors, ...leaders, ...office];
  const done = await importFile(world, fileOf(all), '2027-01-04', 'full');
  if (done.state !== 'completed' || done.rejected > 0) throw new Error(`the file of HR: ${JSON.stringify(done)}`);
  const { items } = await world.get<{ items: { id: string; name: string }[] }>('/v1/people?limit=500', hr);
  const ids = new Map(items.map(({ id, name }) => [name, id]));
  const known = (one: Planned): Person => ({ ...one, id: ids.get(one.name)! });
  const [admin, custodian, deputy] = office.map(known) as [Person, Person, Person];
  return {
    mentors: mentors.map(known), leaders: leaders.map(known), mentorsManager: known(manager), admin, custodian, deputy,
    sponsor: known(heads[2]!), everybody: all.map(known),
  };
}
