import type { Employment, Profile } from '@flipside/contracts';
import type { RecordEmployment } from './commands.js';
import type { PersonEvent } from './events.js';

/** What specs of people start from. */
export const ada = '0aa0a3f2-0000-5000-8000-00000000000a';
export const bob = '0aa0a3f2-0000-5000-8000-00000000000b';
export const unitId = '0aa0a3f2-0000-5000-8000-0000000000f1';

export const employed: Employment = {
  unitId, title: 'Analyst', level: 3, managers: { line: bob, dottedLine: [], appraiser: null, unresolved: [] }, topOfTree: false,
  site: 'Lyon', country: 'FR', zone: 'Europe/Paris', legalEntity: 'F1', type: 'employee', status: 'active',
  workingDays: [1, 2, 3, 4, 5], fte: 1, startsOn: '2023-04-01', endsOn: null, exitReason: null,
};

type Changes = Partial<Omit<RecordEmployment, 'employment' | 'origin'>> & {
  readonly employment?: Partial<Employment>;
  readonly asOf?: string;
  readonly digest?: string;
};

/** A statement of HR for 2026-01-05, but for what is changed. */
export function stated({ employment, asOf = '2026-01-05', digest = 'd1', ...changes }: Changes = {}): RecordEmployment {
  return {
    type: 'RecordEmployment', personId: ada, generation: 0, key: { source: 'hr', legalEntity: 'F1', number: '1001' },
    identity: { name: 'Ada Quill', email: 'ada@example.org' }, employment: { ...employed, ...employment }, effectiveOn: asOf,
    reason: 'unknown', origin: { source: 'hr', asOf, digest }, ...changes,
  };
}

/** The events of a person registered by such a statement. */
export function registeredBy(command: RecordEmployment = stated()): readonly [PersonEvent, PersonEvent] {
  const { personId, generation, key, effectiveOn, employment, reason, identity, origin } = command;
  return [
    { type: 'PersonRegistered', data: { personId, generation, key } },
    { type: 'EmploymentChanged', data: { personId, effectiveOn, employment, reason, identity, origin } },
  ];
}

export const profile: Profile = {
  offers: [
    { topic: 'generative-ai', kind: 'skill', proficiency: 4, lastUsed: '2025-12-20' },
    { topic: 'speaking-up', kind: 'perspective', proficiency: null, lastUsed: null },
  ],
  wishes: [{ topic: 'lived-inclusion', kind: 'perspective', priority: 1, current: null, lastUsed: null }],
  certificates: [{ topic: 'generative-ai', on: '2025-06-01' }],
  goals: [{ text: 'Lead a product one day', area: 'product' }],
  languages: [{ tag: 'en', fluency: 'fluent' }],
  availability: { zone: 'Europe/Paris', slots: [{ day: 2, from: '09:00', to: '11:30' }] },
  background: [{ area: 'data', years: 2 }],
};
