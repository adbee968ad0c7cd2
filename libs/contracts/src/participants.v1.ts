import { Type, type TObject, type TProperties } from 'typebox';
import type { Audience, ContractDefinition, ReceivedOf } from './contract.js';
import type { DataClass } from './data-classes.js';
import { enrolmentPublic, enrolmentSealed } from './enrolment.v1.js';
import { changeReasons, employment, exitReasons, profile } from './people.js';
import { objectiveFacts, programmePolicy, siloMap } from './programme.js';
import { day, uuid } from './scalars.js';
import { underKeys } from './sealed-fields.js';

const contract = <const A extends Audience, const D extends TObject>(audience: A, description: string, data: D) => ({
  audience, minor: 0, description, data,
});
const open = <const D extends TObject>(description: string, data: D) => contract('public', description, data);
const closed = <const D extends TObject>(description: string, data: D) => contract('sealed', description, data);

const ofPerson = <const F extends TProperties>(dataClass: DataClass, fields: F) => underKeys(dataClass, ['personId'], fields);
/** Who holds it, under their own key. */
const office = <const N extends string>(field: N) => underKeys('employment', [field], { [field]: uuid } as Record<N, typeof uuid>);

const person = { personId: uuid };
const consent = { ...person, consentId: uuid };
const unit = { unitId: uuid };
const programme = { programmeId: uuid };
const name = Type.String({ examples: ['Learning from below'] });
const parentId = Type.Union([uuid, Type.Null()], { description: 'null for a first-level unit, a silo' });
const onDay = { effectiveOn: day };
const window = Type.Object({ from: day, to: day });
const reportingClass = Type.String({ description: 'Silo and level band, `<silo id>:<band>`, or `other`; at least k people.', examples: ['other'] });

const classAssigned = Type.Object({ ...person, reportingClass });
const moved = Type.Object({ ...unit, parentId, ...onDay });
const merged = Type.Object({ ...unit, intoId: uuid, ...onDay });
const unitClosed = Type.Object({ ...unit, ...onDay });
const objectiveSet = { ...programme, ...objectiveFacts.properties };
const opened = { ...programme, window, silos: siloMap, objectives: Type.Array(objectiveFacts) };
const observed = Type.Object({ ...programme, measure: objectiveFacts.properties.measure, value: Type.Number(), on: day });
const assessed = Type.Object({
  ...programme,
  objectiveId: uuid,
  outcome: Type.Enum(['met', 'missed', 'not-measurable']),
  value: Type.Union([Type.Number(), Type.Null()]),
  on: day,
});

/** What an analyst may keep for ever: pseudonymous ids, one reporting class a person, facts of programmes. */
export const participantsPublic = {
  ReportingClassAssigned: open('The one class that figures may show of a person; the latest counts.', classAssigned),
  PersonErased: open('All personal data of this person are gone: forget the id.', Type.Object(person)),
  UnitRegistered: open('A unit exists.', Type.Object({ ...unit, parentId, ...onDay })),
  UnitMoved: open('A unit has another parent from that day on.', moved),
  UnitMerged: open('A unit became part of another from that day on.', merged),
  UnitClosed: open('A unit has no people from that day on.', unitClosed),
  ProgrammeCreated: open('A programme is being prepared.', Type.Object(programme)),
  ObjectiveSet: open('An objective was set, or set anew before opening.', Type.Object(objectiveSet)),
  ProgrammeOpened: open('A programme opened: window, objectives, and units by silo as they were then.', Type.Object(opened)),
  OutcomeObserved: open('A measure was observed.', observed),
  ObjectiveAssessed: open('An objective was compared with its target.', assessed),
  ProgrammeClosed: open('A programme closed, every objective assessed.', Type.Object({ ...programme, on: day })),
  ...enrolmentPublic,
} as const satisfies Record<string, ContractDefinition>;

/** The whole life of people, units, programmes and enrolments, for matching, sessions and analytics. */
export const participantsSealed = {
  PersonRegistered: closed('HR knows this person; an EmploymentChanged follows.', Type.Object(person)),
  EmploymentChanged: {
    ...closed('The whole employment from effectiveOn on, until the next by that date; also ahead.', Type.Object(person)),
    sealed: Type.Object(ofPerson('employment', { ...onDay, employment, reason: Type.Enum(changeReasons) })),
  },
  AbsenceRecorded: {
    ...closed('An absence was recorded, or one with the same id replaced.', Type.Object({ ...person, absenceId: uuid })),
    sealed: Type.Object(ofPerson('employment', {
      from: day,
      to: Type.Union([day, Type.Null()], { description: 'last day; null while open' }),
      cancelled: Type.Boolean({ description: 'true: it does not take place' }),
    })),
  },
  ProfileUpdated: {
    ...closed('The person wrote their profile; it is always whole.', Type.Object(person)),
    sealed: Type.Object(ofPerson('profile', { profile })),
  },
  ConsentGiven: {
    ...closed('A trait was entrusted for aggregate fairness alone; never for matching.', Type.Object(consent)),
    sealed: Type.Object(ofPerson('trait', { purpose: Type.Literal('fairness'), trait: Type.String(), value: Type.String() })),
  },
  ConsentWithdrawn: closed('The trait of that consent is gone.', Type.Object(consent)),
  PersonLeft: {
    ...closed('The employment ended with that day.', Type.Object(person)),
    sealed: Type.Object(ofPerson('employment', { ...onDay, reason: Type.Enum(exitReasons) })),
  },
  PersonRehired: { ...closed('Employed again; an EmploymentChanged follows.', Type.Object(person)), sealed: Type.Object(ofPerson('employment', onDay)) },
  PersonsMerged: closed(
    'Two ids were one human; comes once in the stream of each, personId says whose. The survivor goes on.',
    Type.Object({ ...person, survivorId: uuid, absorbedId: uuid }),
  ),
  ReportingClassAssigned: closed('The one class that figures may show of a person; the latest counts.', classAssigned),
  PersonErased: closed('All personal data of this person are gone, their keys with them.', Type.Object(person)),
  UnitRegistered: closed('A unit exists.', Type.Object({ ...unit, name, parentId, ...onDay })),
  UnitRenamed: closed('A unit has another name; it is the same unit.', Type.Object({ ...unit, name, ...onDay })),
  UnitMoved: closed('A unit has another parent from that day on.', moved),
  UnitMerged: closed('A unit became part of another from that day on; its people belong there.', merged),
  UnitClosed: closed('A unit has no people from that day on.', unitClosed),
  ProgrammeCreated: {
    ...closed('A programme is being prepared.', Type.Object({ ...programme, name })),
    sealed: Type.Object(office('adminId')),
  },
  ObjectiveSet: closed('An objective was set, or set anew before opening.', Type.Object({ ...objectiveSet, statement: name })),
  PolicySet: closed('The whole policy; the latest counts.', Type.Object({ ...programme, policy: programmePolicy })),
  GovernanceRecorded: {
    ...closed('The governance record; the latest counts.', Type.Object({ ...programme, countries: Type.Array(Type.String()) })),
    sealed: Type.Object({ ...office('custodianId'), ...office('deputyId') }),
  },
  SponsorNamed: { ...closed('The latest counts.', Type.Object(programme)), sealed: Type.Object(office('sponsorId')) },
  ProgrammeOpened: closed('A programme opened: window, objectives, and units by silo as they were then.', Type.Object(opened)),
  OutcomeObserved: closed('A measure was observed.', observed),
  ObjectiveAssessed: closed('An objective was compared with its target.', assessed),
  ProgrammeClosed: closed('A programme closed, every objective assessed.', Type.Object({ ...programme, on: day })),
  ...enrolmentSealed,
} as const satisfies Record<string, ContractDefinition>;

export type ParticipantsPublic = ReceivedOf<typeof participantsPublic>;
export type ParticipantsSealed = ReceivedOf<typeof participantsSealed>;
