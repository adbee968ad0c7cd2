import { topics } from '@flipside/contracts';
import { epochDayOf } from '@flipside/calendars';
import { zoneClock } from '@flipside/calendars/zone-clock';
import { DomainError } from '@flipside/event-sourcing';
import type { HardConstraint } from '../../domain/constraints.js';
import { freePlacesOfMentee, freePlacesOfMentor } from '../hard/capacity.js';
import { employmentBars } from '../hard/eligibility.js';
import { canTeach } from '../hard/topic.js';
import type { ChainGraph } from '../power/chain-graph.js';
import type { Snapshot, SnapshotEnrolled, SnapshotPerson } from '../snapshot.js';
import { languagesOf } from './languages.js';
import type { Mentee, Mentor, Offer, PreparedPerson, Wish } from './prepared.js';
import { effectiveProficiency } from './proficiency.js';
import { topicCodes } from './topic-code.js';

type Profile = SnapshotEnrolled['profile'];
type Enrolled = SnapshotPerson & { readonly enrolled: SnapshotEnrolled };

export interface Preparation {
  readonly mentors: readonly Mentor[];
  readonly mentees: readonly Mentee[];
}

/** Reads a snapshot's people once, in their order. */
export function preparePeople(snapshot: Snapshot, graph: ChainGraph): Preparation {
  const reader = personReader(snapshot, graph);
  const enrolled = snapshot.people.filter((person): person is Enrolled => person.enrolled !== undefined);
  return {
    mentors: enrolled.filter(({ enrolled: { mentor } }) => mentor).map(reader.mentor),
    mentees: enrolled.filter(({ enrolled: { mentee } }) => mentee).map(reader.mentee),
  };
}

function personReader(snapshot: Snapshot, graph: ChainGraph) {
  const codeOf = topicCodes();
  const offsetOf = offsets(snapshot.window.from);
  const common = ({ personId, enrolled: { employment, profile } }: Enrolled, slots: number): PreparedPerson => {
    const node = graph.indexOf(personId);
    return {
      personId, node, siloId: employment.siloId, site: employment.site, level: employment.level ?? 0,
      offset: offsetOf(employment.zone ?? profile.availability?.zone ?? null),
      languages: languagesOf(profile.languages), availability: profile.availability,
      barred: barsOf(employment, graph.isFinished(node), slots, snapshot),
    };
  };
  return {
    mentor: (person: Enrolled): Mentor => {
      const { profile, mentor } = person.enrolled;
      const slots = freePlacesOfMentor(mentor!, snapshot.minHoursPerMonth);
      const { open, ownChain } = mentor!;
      return {
        ...common(person, slots), slots, open, ownChain,
        offers: offersOf(profile, codeOf, snapshot.asOf), goalAreas: [...new Set(profile.goalAreas)].sort(),
      };
    },
    mentee: (person: Enrolled): Mentee => {
      const { profile, mentee } = person.enrolled;
      const slots = freePlacesOfMentee(mentee!);
      const wishes = wishesOf(profile, codeOf, snapshot.asOf);
      return { ...common(person, slots), slots, wishes, background: backgroundOf(profile) };
    },
  };
}

type Employed = SnapshotEnrolled['employment'];

function barsOf(employment: Employed, finished: boolean, slots: number, { policy, window }: Snapshot): HardConstraint[] {
  return [
    ...(finished ? [] : (['chain-unknown'] as const)),
    ...employmentBars(employment, window.to, policy.contractorsAdmitted),
    ...(employment.level === null ? (['level-unknown'] as const) : []),
    ...(slots === 0 ? (['capacity'] as const) : []),
  ];
}

/** What the person can teach, one entry a topic: the best where it is named twice. */
function offersOf(profile: Profile, codeOf: (word: string) => string, asOf: string): ReadonlyMap<string, Offer> {
  const certified = certificatesOf(profile, codeOf);
  const offers = new Map<string, Offer>();
  for (const entry of profile.offers) {
    const topic = codeOf(entry.topic);
    const offer = offerOf(entry, topic, certified.get(topic) ?? [], asOf);
    const known = offers.get(topic);
    if (canTeach(offer.kind, offer.level) && (!known || (offer.level ?? 0) > (known.level ?? 0))) offers.set(topic, offer);
  }
  return offers;
}

function offerOf(entry: Profile['offers'][number], topic: string, certificates: readonly string[], asOf: string): Offer {
  const kind = kindOf(topic, entry.kind);
  if (kind === 'perspective') return { topic, kind, level: null, months: null };
  return { topic, kind, ...effectiveProficiency({ declared: entry.proficiency, lastUsed: entry.lastUsed, certificates }, asOf) };
}

function wishesOf(profile: Profile, codeOf: (word: string) => string, asOf: string): readonly Wish[] {
  const certified = certificatesOf(profile, codeOf);
  const wishes = new Map<string, Wish>();
  for (const entry of profile.wishes) {
    const topic = codeOf(entry.topic);
    const kind = kindOf(topic, entry.kind);
    const claim = { declared: entry.current, lastUsed: entry.lastUsed, certificates: certified.get(topic) ?? [] };
    const level = kind === 'skill' ? effectiveProficiency(claim, asOf).level : null;
    const known = wishes.get(topic);
    if (!known || entry.priority < known.priority) wishes.set(topic, { topic, kind, priority: entry.priority, level });
  }
  return [...wishes.values()].sort((a, b) => a.priority - b.priority || (a.topic < b.topic ? -1 : 1));
}

function certificatesOf(profile: Profile, codeOf: (word: string) => string): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(Object.groupBy(profile.certificates, ({ topic }) => codeOf(topic)))
    .map(([topic, list]) => [topic, list!.map(({ on }) => on)]));
}

/** The catalogue's word counts over the entry's: a perspective is never rated. */
function kindOf(topic: string, entry: 'skill' | 'perspective'): 'skill' | 'perspective' {
  return topics.find(({ code }) => code === topic)?.kind ?? entry;
}

function backgroundOf(profile: Profile): ReadonlyMap<string, number> {
  const years = new Map<string, number>();
  for (const { area, years: more } of profile.background) years.set(area, (years.get(area) ?? 0) + more);
  return years;
}

/** Offsets on the first day of the window, remembered by zone. @throws DomainError `snapshot-invalid` for an unknown zone. */
function offsets(day: string): (zone: string | null) => number | null {
  const noon = epochDayOf(day) * 1_440 + 720;
  const known = new Map<string | null, number | null>([[null, null]]);
  return (zone) => {
    if (!known.has(zone)) known.set(zone, zoneOffset(zone!, noon));
    return known.get(zone)!;
  };
}

function zoneOffset(zone: string, at: number): number {
  try {
    return zoneClock(zone, at, at).offsets[0]!.offset;
  } catch {
    throw new DomainError('snapshot-invalid', `${zone} is no time zone.`);
  }
}
