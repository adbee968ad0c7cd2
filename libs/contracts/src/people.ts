import { Type, type Static, type TSchema } from 'typebox';
import { day, uuid } from './scalars.js';

const orUnknown = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const employmentTypes = ['employee', 'contractor', 'agency', 'trainee'] as const;
export const employmentStatuses = ['future-start', 'active', 'absent', 'notice', 'left'] as const;
/** Why an employment ended. A retirement is voluntary; what HR does not say is unknown. */
export const exitReasons = ['voluntary', 'involuntary', 'end-of-term', 'unknown'] as const;
/** Why an employment changed, where HR says so. */
export const changeReasons = [
  'hire', 'rehire', 'promotion', 'demotion', 'transfer', 'requested-transfer', 'reorganisation', 'correction', 'unknown',
] as const;
/** The three links by which one stands above the other. */
export const managerLinks = ['line', 'dottedLine', 'appraiser'] as const;

export type EmploymentType = (typeof employmentTypes)[number];
export type EmploymentStatus = (typeof employmentStatuses)[number];
export type ExitReason = (typeof exitReasons)[number];
export type ChangeReason = (typeof changeReasons)[number];
export type ManagerLink = (typeof managerLinks)[number];

export const managers = Type.Object(
  {
    line: orUnknown(uuid),
    dottedLine: Type.Array(uuid),
    appraiser: orUnknown(uuid),
    unresolved: Type.Array(Type.Enum(managerLinks), {
      description: 'Links that HR names but that point to nobody known: they may hide a power distance, so they block matching.',
    }),
  },
  { description: 'Ids of people. A line manager of null is unknown, unless topOfTree says that there is none.' },
);

/** All that HR says of an employment from one day on. Null is unknown: never invented, reported, and it blocks what needs it. */
export const employment = Type.Object({
  unitId: orUnknown(uuid),
  title: orUnknown(Type.String()),
  level: orUnknown(Type.Integer({ minimum: 1, maximum: 10, description: '1 (entry) to 10 (board)' })),
  managers,
  topOfTree: Type.Boolean({ description: 'Declared by HR: this person has no line manager.' }),
  site: orUnknown(Type.String()),
  country: orUnknown(Type.String({ description: 'ISO 3166-1 alpha-2' })),
  zone: orUnknown(Type.String({ description: 'IANA time zone' })),
  legalEntity: orUnknown(Type.String()),
  type: orUnknown(Type.Enum(employmentTypes)),
  status: Type.Enum(employmentStatuses),
  workingDays: orUnknown(Type.Array(Type.Integer({ minimum: 1, maximum: 7, description: '1 is Monday' }))),
  fte: orUnknown(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
  startsOn: orUnknown(day),
  endsOn: Type.Union([day, Type.Null()], { description: 'Last day, also ahead; null while none is known.' }),
  exitReason: Type.Union([Type.Enum(exitReasons), Type.Null()], { description: 'Given with endsOn.' }),
});

const topic = Type.String({ description: 'A code of the topic catalogue.' });
const topicKind = Type.Enum(['skill', 'perspective']);
const proficiency = Type.Integer({ minimum: 0, maximum: 5 });

export const offeredTopic = Type.Object({
  topic,
  kind: topicKind,
  proficiency: Type.Union([proficiency, Type.Null()], { description: 'As declared; null for a perspective.' }),
  lastUsed: orUnknown(day),
});

export const wishedTopic = Type.Object({
  topic,
  kind: topicKind,
  priority: Type.Integer({ minimum: 1, maximum: 3, description: '1 is wished for most' }),
  current: Type.Union([proficiency, Type.Null()], { description: 'As declared; null for a perspective.' }),
  lastUsed: orUnknown(day),
});

export const certificate = Type.Object({ topic, on: day, name: Type.Optional(Type.String()) });
export const goal = Type.Object({
  text: Type.String(),
  area: Type.Union([Type.String(), Type.Null()], { description: 'A code of the career areas, where the goal is one of career.' }),
});

export const fluencies = ['basic', 'working', 'fluent', 'native'] as const;
export type Fluency = (typeof fluencies)[number];

/** Stretches of the person's own week; `to` may be `24:00`, a stretch over midnight is two. */
export const weeklyAvailability = Type.Object({
  zone: Type.String({ description: 'IANA time zone' }),
  slots: Type.Array(
    Type.Object({
      day: Type.Unsafe<1 | 2 | 3 | 4 | 5 | 6 | 7>(Type.Integer({ minimum: 1, maximum: 7, description: '1 is Monday' })),
      from: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', examples: ['09:00'] }),
      to: Type.String({ pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$', examples: ['12:30'] }),
    }),
  ),
});

/** What a person says of themselves; always whole. */
export const profile = Type.Object({
  offers: Type.Array(offeredTopic),
  wishes: Type.Array(wishedTopic),
  certificates: Type.Array(certificate),
  goals: Type.Array(goal),
  languages: Type.Array(Type.Object({ tag: Type.String({ description: 'BCP 47' }), fluency: Type.Enum(fluencies) })),
  availability: orUnknown(weeklyAvailability),
  background: Type.Array(
    Type.Object({
      area: Type.String({ description: 'A code of the career areas.' }),
      years: Type.Number({ minimum: 0, maximum: 60 }),
    }),
    { description: 'Where a career was made: what a leader can support, what a mentor brings from before.' },
  ),
});

export type Managers = Static<typeof managers>;
export type Employment = Static<typeof employment>;
export type OfferedTopic = Static<typeof offeredTopic>;
export type WishedTopic = Static<typeof wishedTopic>;
export type Certificate = Static<typeof certificate>;
export type Goal = Static<typeof goal>;
export type WeeklyAvailability = Static<typeof weeklyAvailability>;
export type Profile = Static<typeof profile>;

/** True from the first to the last day of an employment that was not left, whatever day its status was written on. */
export function isEmployedOn(employment: Pick<Employment, 'status' | 'startsOn' | 'endsOn'>, on: string): boolean {
  const { status, startsOn, endsOn } = employment;
  return status !== 'left' && (startsOn === null || startsOn <= on) && (endsOn === null || on <= endsOn);
}
