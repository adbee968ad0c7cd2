import { seeded, type Random } from './random.js';
import type { Profile } from '@flipside/contracts';
import { availabilityOf, languagesOf } from './habits.js';
import { leaderProfile } from './leader-profile.js';
import { mentorProfile } from './mentor-profile.js';
import type { SamplePerson } from './person.js';
import { SAMPLE_SEED } from './sample-organisation.js';
import type { Truths } from './truths.js';
import type { StaffedOrganisation } from './unusual-people.js';

/** Somebody who takes part, with all that they say of themselves. */
export interface Participant {
  readonly key: string;
  readonly role: 'mentor' | 'mentee';
  readonly profile: Profile;
  readonly goals: Profile['goals'];
  readonly slots: number;
  /** A mentor's yes, given beforehand, to a leader far up the own chain. */
  readonly ownChain: boolean;
  /** Came from another career: certificates of the last two years count where the declared level does not. */
  readonly pivoter: boolean;
  /** Hours a month that the line manager releases; null where it is refused. Mentors only. */
  readonly hoursReleased: number | null;
}

export const MENTORS = 150;
export const LEADERS = 110;

/** The 150 mentors and 110 leaders of the demo. */
export function sampleParticipants(organisation: StaffedOrganisation, truths: Truths): readonly Participant[] {
  const random = seeded(`${SAMPLE_SEED}/participants`);
  const mentors = mentorsOf(organisation).map((person, i) => mentor(person, i, organisation, truths, random));
  const leaders = leadersOf(organisation).map((person, i) => leader(person, i, truths, random));
  return [...mentors, ...leaders];
}

/** Spread over the silos: nineteen or so of each, and the one whose chain is unfinished. */
function mentorsOf({ people, unusual }: StaffedOrganisation): SamplePerson[] {
  const away = [...unusual.futureStarters, ...unusual.contractors, unusual.rehire, ...unusual.managerByAmbiguousName];
  const able = people.filter((person) => person.level <= 5 && person.siloCode !== 'HQ' && !away.includes(person.key));
  const special = able.filter((person) => person.key === unusual.unfinishedChain);
  return [
    ...special,
    ...spread(
      able.filter((person) => !special.includes(person)),
      MENTORS - special.length,
    ),
  ];
}

/** The chief executive, every second head of a silo, and the heads of departments and teams. */
function leadersOf({ people }: StaffedOrganisation): SamplePerson[] {
  const top = people
    .filter(({ level }) => level === 10)
    .concat(people.filter(({ level }) => level === 9).filter((_, i) => i % 2 === 0));
  const heads = spread(
    people.filter(({ level }) => level === 8),
    24,
  );
  return [
    ...top,
    ...heads,
    ...spread(
      people.filter(({ level }) => level === 7),
      LEADERS - top.length - heads.length,
    ),
  ];
}

function mentor(
  person: SamplePerson,
  index: number,
  organisation: StaffedOrganisation,
  truths: Truths,
  random: Random,
): Participant {
  const pivoter = index % 10 === 4;
  const refused = index === 77;
  const profile = mentorProfile(person, index, pivoter, random);
  return {
    key: person.key,
    role: 'mentor',
    profile: { ...profile, ...personal(person, index, truths, random) },
    goals: profile.goals,
    slots: index % 25 === 8 ? 2 : 1,
    ownChain: index % 12 === 2 && person.key !== organisation.unusual.unfinishedChain,
    pivoter,
    hoursReleased: refused ? null : 3 + (index % 3),
  };
}

function leader(person: SamplePerson, index: number, truths: Truths, random: Random): Participant {
  const profile = leaderProfile(person, index, random);
  return {
    key: person.key,
    role: 'mentee',
    profile: { ...profile, ...personal(person, index, truths, random) },
    goals: profile.goals,
    slots: 1,
    ownChain: false,
    pivoter: false,
    hoursReleased: null,
  };
}

function personal(
  person: SamplePerson,
  index: number,
  truths: Truths,
  random: Random,
): Pick<Profile, 'languages' | 'availability'> {
  return { languages: languagesOf(person, truths), availability: availabilityOf(person, index, random) };
}

/** So many of them, evenly over the list. */
function spread<T>(items: readonly T[], count: number): T[] {
  return Array.from({ length: count }, (_, i) => items[Math.floor(((i + 0.5) * items.length) / count)]!);
}
