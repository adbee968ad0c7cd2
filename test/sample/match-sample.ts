import { defaultPolicy } from '@flipside/contracts';
import { match } from '@flipside/matching/run/match';
import type { RunResult } from '@flipside/matching/run/result';
import type { Snapshot, SnapshotPerson } from '@flipside/matching/scoring/snapshot';
import { answerTo, type SamplePairing } from '@flipside/standalone/sample/behaviour';
import type { Participant } from '@flipside/standalone/sample/participants';
import type { SamplePerson } from '@flipside/standalone/sample/person';
import { sampleDates } from '@flipside/standalone/sample/sample-dates';
import type { StaffedOrganisation } from '@flipside/standalone/sample/unusual-people';

export interface SampleRun {
  /** Where both sides accepted. */
  readonly pairings: readonly SamplePairing[];
  readonly result: RunResult;
}

/** The sample's match run, by the real engine and the shipped policy; offers are answered as the sample's people do. */
export async function matchSample(organisation: StaffedOrganisation, participants: readonly Participant[]): Promise<SampleRun> {
  const { result } = await match(snapshotOf(organisation, participants), { seed: 1 });
  const byKey = (role: string) => new Map(participants.filter((one) => one.role === role).map((one) => [one.key, one]));
  const [mentors, leaders] = [byKey('mentor'), byKey('mentee')];
  const pairings = result.proposals.flatMap(({ mentorId, menteeId, wanted }) => {
    const pair = { mentor: mentors.get(mentorId)!, leader: leaders.get(menteeId)! };
    if (answerTo(pair, 'mentor') !== 'accept' || answerTo(pair, 'mentee') !== 'accept') return [];
    const topics = wanted.map(({ topic, kind }) => ({ topic, kind }));
    const levels = wanted.flatMap(({ topic, baseline, target }) =>
      target === undefined ? [] : [{ topic, baseline: baseline!, target }],
    );
    return [{ ...pair, topics, levels, startsOn: '2026-02-09', endsOn: sampleDates.window.to }];
  });
  return { pairings, result };
}

function snapshotOf({ people }: StaffedOrganisation, participants: readonly Participant[]): Snapshot {
  const enrolled = Map.groupBy(participants, ({ key }) => key);
  return {
    version: 1,
    programmeId: 'programme-of-the-sample',
    asOf: sampleDates.runOn,
    window: sampleDates.window,
    policy: defaultPolicy.matching,
    minHoursPerMonth: defaultPolicy.minHoursPerMonth,
    silos: 8,
    people: people
      .map((person) => toSnapshot(person, enrolled.get(person.key)?.[0]))
      .sort((a, b) => (a.personId < b.personId ? -1 : 1)),
    pairs: [],
  };
}

function toSnapshot(person: SamplePerson, participant: Participant | undefined): SnapshotPerson {
  const { key } = person;
  const links = linksOf(person);
  if (!participant || (participant.role === 'mentor' && participant.hoursReleased === null)) return { personId: key, links };
  const { level, site, zone, type, status, siloCode, endsOn } = person;
  const { goals: _, ...profile } = participant.profile;
  const goalAreas = participant.goals.flatMap(({ area }) => area ?? []);
  const employment = { level, site, zone, type, status, endsOn: endsOn ?? null, siloId: siloCode };
  return { personId: key, links, enrolled: { employment, profile: { ...profile, goalAreas }, ...roleOf(participant) } };
}

function linksOf({ managerKey, managerAs, dottedKey, appraiserKey }: SamplePerson): SnapshotPerson['links'] {
  return {
    line: managerAs ? null : managerKey,
    dottedLine: dottedKey ? [dottedKey] : [],
    appraiser: appraiserKey ?? null,
    unresolved: managerAs ? ['line' as const] : [],
    topOfTree: managerKey === null,
  };
}

function roleOf({ role, slots, hoursReleased, ownChain }: Participant) {
  if (role !== 'mentor') return { mentee: { open: 0 } };
  return { mentor: { slots: slots as 1 | 2, hoursPerMonth: hoursReleased!, ownChain, open: 0 } };
}
