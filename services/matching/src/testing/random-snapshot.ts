import { careerAreas, defaultPolicy, fluencies, topics, type MatchingPolicy, type WeeklyAvailability } from '@flipside/contracts';
import type { Snapshot, SnapshotEnrolled, SnapshotLinks, SnapshotPair, SnapshotPerson } from '../scoring/snapshot.js';
import { chance, type Chance } from './random.js';

export interface SampleOptions {
  readonly seed: number;
  readonly mentors: number;
  readonly mentees: number;
  /** Managers beside the enrolled who stand above them. */
  readonly above?: number;
  /** One in n of whatever can be odd is: unknown managers, levels, sites, absences, blocks. 0 is never. */
  readonly oddOneIn?: number;
  /** Different weekly availabilities; as many as people where it is left out. */
  readonly availabilities?: number;
  readonly policy?: Partial<MatchingPolicy>;
}

const ZONES = ['Europe/London', 'Europe/Berlin', 'America/New_York'] as const;
const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt'] as const;
const SILOS = 8;

/** Simulated people in a tree, ids `p0000001` …: the top first, mentors mostly below leaders. */
export function randomSnapshot(options: SampleOptions): Snapshot {
  const random = chance(options.seed);
  const total = options.mentors + options.mentees + (options.above ?? 10);
  const odd = (): boolean => (options.oddOneIn ?? 0) > 0 && random.oneIn(options.oddOneIn!);
  const weeks = Array.from({ length: options.availabilities ?? 0 }, () => availability(random));
  const people = Array.from({ length: total }, (_, at): SnapshotPerson => {
    const links = linksOf(random, at, odd);
    const role = roleOf(at, options);
    if (role === undefined) return { personId: idOf(at), links };
    const week = weeks.length > 0 ? random.pick(weeks) : availability(random);
    return { personId: idOf(at), links, enrolled: enrolledOf(random, role, at, total, odd, week) };
  });
  return {
    version: 1, programmeId: 'programme', asOf: '2026-01-15', window: { from: '2026-02-01', to: '2026-07-31' },
    policy: { ...defaultPolicy.matching, ...options.policy }, minHoursPerMonth: 2, silos: SILOS, people,
    pairs: pairsOf(random, options, total),
  };
}

const idOf = (at: number): string => `p${String(at).padStart(7, '0')}`;

/** Those above come first, then leaders, then mentors; some are both. */
function roleOf(at: number, { above = 10, mentees, oddOneIn = 0 }: SampleOptions): 'mentor' | 'mentee' | 'both' | undefined {
  if (at < above) return undefined;
  if (oddOneIn > 0 && at % (oddOneIn * 3) === 0) return 'both';
  return at < above + mentees ? 'mentee' : 'mentor';
}

/** A tree in which everybody's manager has a lower number: depth grows with the logarithm. */
function linksOf(random: Chance, at: number, odd: () => boolean): SnapshotLinks {
  if (at === 0) return { line: null, dottedLine: [], appraiser: null, unresolved: [], topOfTree: true };
  const manager = (): string => idOf(random.between(Math.floor((at - 1) / 8), Math.max(0, Math.floor((at - 1) / 5))));
  return {
    line: odd() && odd() ? null : manager(),
    dottedLine: random.oneIn(12) ? [idOf(random.between(0, at - 1))] : [],
    appraiser: random.oneIn(15) ? idOf(random.between(0, at - 1)) : null,
    unresolved: odd() && odd() ? ['dottedLine'] : [],
    topOfTree: false,
  };
}

type Role = 'mentor' | 'mentee' | 'both';

function enrolledOf(
  random: Chance, role: Role, at: number, total: number, odd: () => boolean, week: WeeklyAvailability,
): SnapshotEnrolled {
  const unless = <T>(value: T, strange: T): T => (odd() ? strange : value);
  const level = role === 'mentor' ? random.between(1, 5) : random.between(5, 10);
  const employment = {
    level: unless<number | null>(level, null),
    siloId: unless<string | null>(`silo${at % SILOS}`, null),
    site: unless<string | null>(`site${random.between(1, 12)}`, null),
    zone: week.zone,
    type: unless<'employee' | 'contractor'>('employee', 'contractor'),
    status: unless<'active' | 'absent'>('active', 'absent'),
    endsOn: unless<string | null>(null, `2026-0${random.between(3, 9)}-01`),
  };
  const mentor = {
    slots: random.oneIn(10) ? (2 as const) : (1 as const), hoursPerMonth: random.between(2, 6), ownChain: random.oneIn(3),
    open: unless(0, 1),
  };
  return {
    employment, profile: profileOf(random, role, odd, week),
    ...(role === 'mentee' ? {} : { mentor }), ...(role === 'mentor' ? {} : { mentee: { open: unless(0, 1) } }),
  };
}

function profileOf(random: Chance, role: Role, odd: () => boolean, week: WeeklyAvailability): SnapshotEnrolled['profile'] {
  const unless = <T>(value: T, strange: T): T => (odd() ? strange : value);
  const chosen = random.some(topics, random.between(2, 4));
  const entry = (topic: (typeof topics)[number]) => ({
    topic: unless(topic.code, topic.synonyms[0] ?? topic.code),
    kind: topic.kind,
    lastUsed: unless<string | null>(`20${random.between(22, 25)}-0${random.between(1, 9)}-15`, null),
  });
  const level = ({ kind }: (typeof topics)[number], levels: readonly number[]) => (kind === 'skill' ? random.pick(levels) : null);
  const offers = chosen.map((topic) => ({ ...entry(topic), proficiency: level(topic, [3, 4, 5, 5]) }));
  const wishes = chosen.map((topic, rank) => ({
    ...entry(topic), priority: Math.min(3, rank + 1), current: unless(level(topic, [0, 1, 2, 3]), null),
  }));
  const languages = [
    { tag: random.oneIn(6) ? 'en-GB' : 'en', fluency: random.pick(fluencies) },
    ...(random.oneIn(2) ? [{ tag: random.pick(LANGUAGES), fluency: random.pick(fluencies) }] : []),
  ];
  const background = random.some(careerAreas, random.between(1, 4)).map((area) => ({ area, years: random.between(1, 20) }));
  return {
    offers: role === 'mentee' ? [] : offers,
    wishes: role === 'mentor' ? [] : wishes,
    certificates: random.oneIn(5) ? [{ topic: chosen[0]!.code, on: `20${random.between(23, 25)}-06-01` }] : [],
    goalAreas: unless(random.some(careerAreas, random.between(1, 2)), []),
    languages: unless<SnapshotEnrolled['profile']['languages']>(languages, [{ tag: 'ja', fluency: 'native' }]),
    availability: unless<WeeklyAvailability | null>(week, null),
    background: unless(background, []),
  };
}

function availability(random: Chance): WeeklyAvailability {
  const slots = random.some([1, 2, 3, 4, 5] as const, random.between(2, 5)).map((day) => {
    const from = random.between(16, 30);
    const clock = (half: number): string => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 ? '30' : '00'}`;
    return { day, from: clock(from), to: clock(from + random.between(3, 10)) };
  });
  return { zone: random.pick(ZONES), slots };
}

function pairsOf(random: Chance, { mentors, mentees, above = 10, oddOneIn = 0 }: SampleOptions, total: number): SnapshotPair[] {
  const count = oddOneIn > 0 ? Math.floor((mentors + mentees) / oddOneIn) : 0;
  return Array.from({ length: count }, () => ({
    menteeId: idOf(random.between(above, above + mentees - 1)),
    mentorId: idOf(random.between(above + mentees, total - 1)),
    kind: random.pick(['private', 'completed', 'open'] as const),
  }));
}
