import { supportValue } from '../criteria/career-goal.js';
import { differentSilo } from '../criteria/different-silo.js';
import { languageFluency } from '../criteria/language-fluency.js';
import { proximity } from '../criteria/proximity.js';
import { neutral } from '../criteria/scale.js';
import type { Mentee, PreparedPerson } from '../people/prepared.js';
import { classesOf, Growing, numbering, shared, type Classes } from './class-table.js';
import type { Field } from './field.js';
import { FORBIDS } from './record-layout.js';
import type { Points } from './scan-tables.js';

/** What the scan reads of one thing, and the kind of each mentor in it. */
interface OfMentors<T> {
  readonly tables: T;
  readonly mentorKind: Int32Array;
}

export interface SpeechTables {
  /** Languages with ranks of each kind of mentor, flat: spoken[2 k], spoken[2 k + 1], from starts[kind] to starts[kind + 1]. */
  readonly starts: Int32Array;
  readonly spoken: Int32Array;
  readonly menteeKind: Int32Array;
  /** Ranks by kind of leader × languages + language, −1 for those not spoken. */
  readonly ranks: Int32Array;
  readonly languages: number;
  /** Points by rank + 1. */
  readonly points: Int32Array;
}

export function speechTables({ mentors, mentees, without }: Field, points: Points): OfMentors<SpeechTables> {
  const keyOf = ({ languages }: PreparedPerson): string => [...languages].flat().join();
  const [mine, theirs] = [classesOf(mentors, keyOf), classesOf(mentees, keyOf)];
  const tongues = numbering();
  for (const { languages } of [...mine.samples, ...theirs.samples]) for (const language of languages.keys()) tongues.of(language);
  const lists = listsOf(mine.samples, ({ languages }) => [...languages].flatMap(([language, rank]) => [tongues.of(language), rank]));
  return {
    mentorKind: mine.of,
    tables: {
      starts: lists.starts, spoken: lists.items, menteeKind: shared(theirs.of),
      ranks: shared(theirs.samples.flatMap(({ languages }) => [...tongues.texts.map((language) => languages.get(language) ?? -1), -1])),
      languages: tongues.texts.length + 1,
      points: shared([null, 0, 1, 2, 3].map((rank) =>
        (rank === null && without !== 'language' ? FORBIDS : points('language', languageFluency(rank).value)))),
    },
  };
}

export interface AimTables {
  /** Level and career areas of each kind of mentor. */
  readonly levels: Int32Array;
  readonly starts: Int32Array;
  readonly goals: Int32Array;
  readonly menteeKind: Int32Array;
  readonly menteeLevels: Int32Array;
  /** By kind of leader × areas + area; the last area is that of mentors without a goal. */
  readonly areaPoints: Int32Array;
  readonly areas: number;
  /** Points by mentor's level × 11 + leader's. */
  readonly levelPoints: Int32Array;
}

export function aimTables({ mentors, mentees }: Field, levelPoints: Int32Array, points: Points): OfMentors<AimTables> {
  const mine = classesOf(mentors, ({ level, goalAreas }) => `${level} ${goalAreas.join()}`);
  const theirs = classesOf(mentees, ({ level, background }) => `${level} ${[...background].join()}`);
  const areas = numbering();
  for (const { background } of theirs.samples) for (const area of background.keys()) areas.of(area);
  for (const { goalAreas } of mine.samples) for (const area of goalAreas) areas.of(area);
  const noGoal = areas.texts.length;
  const lists = listsOf(mine.samples, ({ goalAreas }) => (goalAreas.length === 0 ? [noGoal] : goalAreas.map(areas.of)));
  return {
    mentorKind: mine.of,
    tables: {
      levels: shared(mine.samples.map(({ level }) => level)), starts: lists.starts, goals: lists.items, menteeKind: shared(theirs.of),
      menteeLevels: shared(theirs.samples.map(({ level }) => level)), areas: noGoal + 1, levelPoints,
      areaPoints: shared(theirs.samples.flatMap((mentee) => [...areas.texts, null].map((area) => points('careerGoal', areaValue(mentee, area))))),
    },
  };
}

function areaValue({ background }: Mentee, area: string | null): number {
  if (area === null || background.size === 0) return neutral.value;
  const years = background.get(area);
  return years === undefined ? 0 : supportValue(years);
}

export interface PlaceTables {
  /** Of each kind of mentor, and of each kind of leader; −1 where unknown. */
  readonly silos: Int32Array;
  readonly sites: Int32Array;
  readonly zones: Int32Array;
  readonly menteeKind: Int32Array;
  readonly menteeSilos: Int32Array;
  readonly menteeSites: Int32Array;
  readonly menteeZones: Int32Array;
  /** Same silo, another one, unknown. */
  readonly siloPoints: Int32Array;
  readonly sameSitePoints: number;
  /** By mentor's zone × zones + leader's. */
  readonly zonePoints: Int32Array;
  readonly zoneCount: number;
}

export function placeTables({ mentors, mentees }: Field, points: Points): OfMentors<PlaceTables> {
  const keyOf = ({ siloId, site, offset }: PreparedPerson): string => JSON.stringify([siloId, site, offset]);
  const [mine, theirs] = [classesOf<PreparedPerson>(mentors, keyOf), classesOf<PreparedPerson>(mentees, keyOf)];
  const [silos, sites] = [numbering(), numbering()];
  const zones = classesOf([...mine.samples, ...theirs.samples], ({ offset }) => String(offset));
  const of = ({ samples }: Classes<PreparedPerson>) => ({
    silos: shared(samples.map(({ siloId }) => (siloId === null ? -1 : silos.of(siloId)))),
    sites: shared(samples.map(({ site }) => (site === null ? -1 : sites.of(site)))),
  });
  const [own, leaders] = [of(mine), of(theirs)];
  return {
    mentorKind: mine.of,
    tables: {
      ...own, zones: shared(zones.of.subarray(0, mine.samples.length)),
      menteeKind: shared(theirs.of), menteeSilos: leaders.silos, menteeSites: leaders.sites, menteeZones: shared(zones.of.subarray(mine.samples.length)),
      siloPoints: shared([differentSilo('a', 'a'), differentSilo('a', 'b'), neutral].map(({ value }) => points('differentSilo', value))),
      sameSitePoints: points('proximity', proximity({ site: 'a', offset: null }, { site: 'a', offset: null }).value),
      zoneCount: zones.samples.length,
      zonePoints: shared(zones.samples.flatMap((mentor) => zones.samples.map((mentee) =>
        points('proximity', proximity({ site: null, offset: mentor.offset }, { site: null, offset: mentee.offset }).value)))),
    },
  };
}

function listsOf<T>(samples: readonly T[], listOf: (sample: T) => readonly number[]) {
  const [starts, items] = [new Growing(samples.length + 1), new Growing(samples.length * 4)];
  for (const sample of samples) {
    starts.push(items.length);
    for (const item of listOf(sample)) items.push(item);
  }
  starts.push(items.length);
  return { starts: starts.closed(), items: items.closed() };
}
