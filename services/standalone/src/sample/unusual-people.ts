import type { Organisation } from './organisation.js';
import { keyOf, type SamplePerson } from './person.js';

/** Keys of people to whom something unusual happens, and that the demo will meet again. */
export interface UnusualPeople {
  readonly chiefExecutive: string;
  /** Two heads of team with the same name; who names only that name as manager has an unknown manager. */
  readonly sameName: readonly [string, string];
  readonly managerByAmbiguousName: readonly string[];
  readonly managerByUniqueName: readonly string[];
  /** One employee number in two legal entities. */
  readonly sameNumber: readonly [string, string];
  /** Left in September 2025; comes back in a later file. */
  readonly rehire: string;
  /** The line manager's number is nobody's: the chain is unfinished. */
  readonly unfinishedChain: string;
  readonly futureStarters: readonly string[];
  readonly contractors: readonly string[];
}

export interface StaffedOrganisation extends Organisation {
  readonly unusual: UnusualPeople;
}

type Change = Partial<SamplePerson>;

const SHARED_NUMBER = '200777';

/** Gives the plain organisation part-timers, absences, contractors and everything else that real files hold. */
export function withUnusualPeople(organisation: Organisation): StaffedOrganisation {
  const { people } = organisation;
  const staff = people.filter((person) => person.level <= 5 && person.siloCode !== 'HQ');
  const heads = people.filter((person) => person.level === 7);
  const chief = people.find((person) => person.level === 10)!;
  const [twinA, twinB] = [heads[3]!, heads[70]!];
  const unusual: UnusualPeople = {
    chiefExecutive: chief.key,
    sameName: [twinA.key, twinB.key],
    managerByAmbiguousName: reportsOf(people, twinA.key).slice(1, 4),
    managerByUniqueName: reportsOf(people, heads[10]!.key).slice(1, 6),
    sameNumber: [keyOf('HALDEN-DE', SHARED_NUMBER), keyOf('HALDEN-IN', SHARED_NUMBER)],
    rehire: staff[400]!.key,
    unfinishedChain: staff.find((person) => person.siloCode === 'TEC' && person.level === 4)!.key,
    futureStarters: staff.filter((person, i) => i % 180 === 17 && person.level <= 3).map((person) => person.key),
    contractors: staff.filter((person, i) => i % 29 === 5 && person.level >= 3).map((person) => person.key),
  };
  const twinName = { given: twinA.given, family: twinA.family };
  const byName = [...unusual.managerByAmbiguousName, ...unusual.managerByUniqueName];
  const taken = [unusual.rehire, unusual.unfinishedChain, ...unusual.futureStarters, ...unusual.contractors, ...byName];
  const sharing = ['HALDEN-DE', 'HALDEN-IN'].map(
    (entity) => staff.find((p) => p.level === 3 && p.legalEntity === entity && !taken.includes(p.key))!.key,
  );
  const changed = people.map((person, index) => ({
    ...person,
    ...habits(person, index, people),
    ...changeOf(person, unusual, twinName, people),
    ...(sharing.includes(person.key) ? { number: SHARED_NUMBER, key: keyOf(person.legalEntity, SHARED_NUMBER) } : {}),
  }));
  return { ...organisation, people: changed, unusual };
}

type Habit = readonly [every: number, at: number, upToLevel: number, change: Change];

/** What many have: part time, an absence ahead, a dotted line, an appraiser beside the line manager. */
function habits(person: SamplePerson, index: number, people: readonly SamplePerson[]): Change {
  const departmentHeads = people.filter(({ level, siloCode }) => level === 8 && siloCode !== person.siloCode);
  const other = departmentHeads[index % departmentHeads.length]!;
  const all: readonly Habit[] = [
    [9, 4, 8, { fte: 0.6, workingDays: [1, 2, 3] }],
    [14, 9, 8, { fte: 0.8, workingDays: [1, 2, 3, 4] }],
    [41, 12, 10, { absence: { from: '2026-04-13', to: '2026-05-01' } }],
    [20, 3, 6, { dottedKey: other.key }],
    [60, 7, 6, { appraiserKey: other.key }],
  ];
  const own = all.filter(([every, at, upToLevel]) => index % every === at && person.level <= upToLevel);
  return Object.assign({}, ...own.map(([, , , change]) => change)) as Change;
}

function changeOf(person: SamplePerson, unusual: UnusualPeople, twinName: Change, people: readonly SamplePerson[]): Change {
  const is = (keys: readonly string[]): boolean => keys.includes(person.key);
  if (person.key === unusual.sameName[1]) return twinName;
  if (is(unusual.managerByAmbiguousName) || is(unusual.managerByUniqueName))
    return { managerAs: { name: fullName(people, person.managerKey!) } };
  if (person.key === unusual.unfinishedChain) return { managerAs: { number: '199998' }, fte: 1, workingDays: [1, 2, 3, 4, 5] };
  if (person.key === unusual.rehire)
    return { status: 'left', startsOn: '2019-05-01', endsOn: '2025-09-30', exitReason: 'voluntary', absence: undefined };
  if (is(unusual.futureStarters)) return { status: 'future-start', startsOn: '2026-03-01', absence: undefined };
  return is(unusual.contractors) ? { type: 'contractor', endsOn: '2026-12-31', exitReason: 'end-of-term' } : {};
}

function reportsOf(people: readonly SamplePerson[], key: string): string[] {
  return people.filter((person) => person.managerKey === key).map((person) => person.key);
}

export function fullName(people: readonly SamplePerson[], key: string): string {
  const person = people.find((candidate) => candidate.key === key)!;
  return `${person.given} ${person.family}`;
}
