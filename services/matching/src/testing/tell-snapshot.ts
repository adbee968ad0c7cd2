import { defaultPolicy, type Employment, type MatchingPolicy } from '@flipside/contracts';
import { deriveId } from '@flipside/event-sourcing';
import type { Snapshot, SnapshotPerson } from '../scoring/snapshot.js';
import type { Neighbour, Told } from './neighbour.js';

/** Who holds which office in the programme that is told. */
export interface Offices {
  readonly programmeId: string;
  readonly adminId: string;
  readonly custodianId: string;
  readonly deputyId: string;
}

/** A person of a simulated snapshot as a UUID: the same for the same text. */
export const idOf = (text: string): string => deriveId('person', text);

/** Tells everything that a simulated snapshot would be made of, as participants does. */
export async function tellSnapshot(to: Neighbour, snapshot: Snapshot, offices: Offices, at: string): Promise<void> {
  const silos = [...new Set(snapshot.people.flatMap(({ enrolled }) => enrolled?.employment.siloId ?? []))];
  for (const silo of silos) await to.tell(`unit-${idOf(silo)}`, at, { type: 'UnitRegistered', data: { unitId: idOf(silo), name: silo, parentId: null, effectiveOn: '2020-01-01' } });
  await tellProgramme(to, offices, snapshot.policy, snapshot.window, at);
  for (let from = 0; from < snapshot.people.length; from += 32) {
    await Promise.all(snapshot.people.slice(from, from + 32).map((person) => tellPerson(to, person, offices.programmeId, at)));
  }
}

async function tellProgramme(
  to: Neighbour, { programmeId, adminId, custodianId, deputyId }: Offices, matching: MatchingPolicy, window: Snapshot['window'], at: string,
): Promise<void> {
  const of = (type: string, data: object = {}): Told => ({ type, data: { programmeId, ...data } });
  await to.tell(
    `programme-${programmeId}`, at,
    of('ProgrammeCreated', { name: 'Learn from below', adminId }), of('PolicySet', { policy: { ...defaultPolicy, matching, window } }),
    of('GovernanceRecorded', { custodianId, deputyId, countries: [] }),
    of('ProgrammeOpened', { window, silos: [{ siloId: 'a', unitIds: [] }, { siloId: 'b', unitIds: [] }], objectives: [] }),
  );
}

async function tellPerson(to: Neighbour, person: SnapshotPerson, programmeId: string, at: string): Promise<void> {
  const personId = idOf(person.personId);
  const { enrolled } = person;
  const facts: Told[] = [
    { type: 'PersonRegistered', data: { personId } },
    { type: 'EmploymentChanged', data: { personId, effectiveOn: '2025-01-01', employment: employmentOf(person), reason: 'unknown' } },
  ];
  if (enrolled) {
    const { goalAreas, ...profile } = enrolled.profile;
    facts.push({ type: 'ProfileUpdated', data: { personId, profile: { ...profile, goals: goalAreas.map((area) => ({ text: 'a goal', area })) } } });
  }
  await to.tell(`person-${personId}`, at, ...facts);
  for (const role of ['mentor', 'mentee'] as const) if (enrolled?.[role]) await tellEnrolment(to, person, programmeId, role, at);
}

const NO_MENTOR = { slots: 1, hoursPerMonth: 0, ownChain: false };
/** What is taken of somebody who has not enrolled. */
const AS_USUAL = { level: 5, siloId: null, site: null, zone: null, type: 'employee', status: 'active', endsOn: null };

/** Applied and ready; `until` `admitted` leaves out the last step. */
export async function tellEnrolment(
  to: Neighbour, person: SnapshotPerson, programmeId: string, role: 'mentor' | 'mentee', at: string, until: 'ready' | 'admitted' = 'ready',
): Promise<void> {
  const personId = idOf(person.personId);
  const of = (type: string, data: object = {}): Told => ({ type, data: { programmeId, personId, role, ...data } });
  const { slots, hoursPerMonth, ownChain } = { ...NO_MENTOR, ...person.enrolled?.mentor };
  await to.tell(
    `enrolment-${programmeId}_${personId}_${role}`, at, of('Applied'), of('Admitted'), of('GoalsSet', { goals: [], slots, ownChain }),
    ...(role === 'mentor' ? [of('TimeReleaseGranted', { hoursPerMonth })] : []), ...(until === 'ready' ? [of('EnrolmentReady')] : []),
  );
}

export function employmentOf({ links: { topOfTree, line, dottedLine, appraiser, unresolved }, enrolled }: SnapshotPerson): Employment {
  const { level, siloId, site, zone, type, status, endsOn } = { ...AS_USUAL, ...enrolled?.employment };
  const managers = { line: line && idOf(line), dottedLine: dottedLine.map(idOf), appraiser: appraiser && idOf(appraiser), unresolved };
  return {
    unitId: siloId && idOf(siloId), title: null, level, managers, topOfTree, site, country: null, zone, legalEntity: null, type, status,
    workingDays: null, fte: null, startsOn: null, endsOn, exitReason: null,
  } as Employment;
}
