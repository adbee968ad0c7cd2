import { seeded, type Random } from './random.js';
import { nameOf } from './names.js';
import { headOffice, silos, teamLevels, titles, type SiloPlan, type Site } from './organisation-plan.js';
import { keyOf, type SamplePerson } from './person.js';

export interface SampleUnit {
  readonly code: string;
  readonly name: string;
  readonly parentCode: string | null;
}

export interface Organisation {
  readonly people: readonly SamplePerson[];
  readonly units: readonly SampleUnit[];
}

/** Who is hired next: numbers and names in the order in which people are made. */
interface Register {
  readonly people: SamplePerson[];
  readonly random: Random;
}

interface Post {
  readonly siloCode: string;
  readonly unitCode: string;
  readonly level: number;
  readonly managerKey: string | null;
  readonly site: Site;
  readonly title?: string;
}

const FIRST_NUMBER = 100_001;
const EVERY_DAY = [1, 2, 3, 4, 5];

/** The tree before anything unusual happens to anybody: 1,200 people, 8 silos, 32 departments, 128 teams. */
export function plainOrganisation(seed: string): Organisation {
  const register: Register = { people: [], random: seeded(`${seed}/organisation`) };
  const chief = hire(register, { siloCode: 'HQ', unitCode: headOffice.code, level: 10, managerKey: null, site: headOffice.site });
  for (const level of [6, 5, 4, 3, 3, 2, 1]) {
    hire(register, { siloCode: 'HQ', unitCode: headOffice.code, level, managerKey: chief.key, site: headOffice.site });
  }
  for (const silo of silos) staffSilo(register, silo, chief.key);
  return {
    people: register.people,
    units: [{ code: headOffice.code, name: headOffice.name, parentCode: null }, ...silos.flatMap(unitsOf)],
  };
}

function staffSilo(register: Register, silo: SiloPlan, chiefKey: string): void {
  const [site] = silo.teamSites;
  const head = hire(register, { siloCode: silo.code, unitCode: siloUnit(silo), level: 9, managerKey: chiefKey, site });
  silo.departments.forEach((_, d) => {
    const unitCode = departmentUnit(silo, d);
    const lead = hire(register, { siloCode: silo.code, unitCode, level: 8, managerKey: head.key, site });
    silo.teamSites.forEach((teamSite, t) => staffTeam(register, silo, teamUnit(silo, d, t), lead.key, teamSite));
  });
}

/** The head of a team has eight people; three of them report to the deputy. */
function staffTeam(register: Register, silo: SiloPlan, unitCode: string, leadKey: string, site: Site): void {
  const post = { siloCode: silo.code, unitCode, site };
  const head = hire(register, { ...post, level: 7, managerKey: leadKey });
  const deputy = hire(register, { ...post, level: teamLevels[0], managerKey: head.key });
  teamLevels.slice(1).forEach((level, i) => {
    hire(register, { ...post, level, managerKey: i % 2 === 1 ? deputy.key : head.key });
  });
}

function hire(register: Register, post: Post): SamplePerson {
  const index = register.people.length;
  const { site } = post;
  const number = String(FIRST_NUMBER + index);
  const person: SamplePerson = {
    key: keyOf(site.legalEntity, number),
    legalEntity: site.legalEntity,
    number,
    ...nameOf(index),
    siloCode: post.siloCode,
    unitCode: post.unitCode,
    level: post.level,
    title: titles[post.level]!,
    managerKey: post.managerKey,
    site: site.name,
    country: site.country,
    zone: site.zone,
    type: post.level === 1 ? 'trainee' : 'employee',
    status: 'active',
    fte: 1,
    workingDays: EVERY_DAY,
    startsOn: startOf(post.level, register.random),
  };
  register.people.push(person);
  return person;
}

/** The higher, the longer in the organisation: between a few months and twenty years. */
function startOf(level: number, random: Random): string {
  const year = 2025 - Math.min(20, random.below(2 * level + 1));
  return `${year}-${two(1 + random.below(12))}-01`;
}

function unitsOf(silo: SiloPlan): SampleUnit[] {
  const departments = silo.departments.flatMap((name, d) => [
    { code: departmentUnit(silo, d), name, parentCode: siloUnit(silo) },
    ...silo.teamSites.map((site, t) => ({
      code: teamUnit(silo, d, t),
      name: `${name} ${t + 1} ${site.name}`,
      parentCode: departmentUnit(silo, d),
    })),
  ]);
  return [{ code: siloUnit(silo), name: silo.name, parentCode: null }, ...departments];
}

export function siloUnit(silo: { readonly code: string }): string {
  return `U-${silo.code}`;
}

function departmentUnit(silo: SiloPlan, department: number): string {
  return `${siloUnit(silo)}-${department + 1}`;
}

function teamUnit(silo: SiloPlan, department: number, team: number): string {
  return `${departmentUnit(silo, department)}${team + 1}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
