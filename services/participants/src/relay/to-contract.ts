import {
  grants, participantsPublic, participantsSealed, type ContractDefinition, type ContractDraft, type DataClass,
} from '@flipside/contracts';
import type { RecordedEvent, SealedSection, StoredData } from '@flipside/event-sourcing';
import type { Governance } from '../domain/programme/governance.js';

type Definitions = Readonly<Record<string, ContractDefinition>>;

/**
 * What is told of an event, by what its contracts name: plain fields that they list, sealed sections whose fields they list.
 * It sees the event as the log holds it, so what is sealed can't leave it otherwise. Imports of HR files are told to nobody.
 */
export function toContract({ type, data }: RecordedEvent): readonly ContractDraft[] {
  const told = { ...data, ...derived(type, data) };
  return [participantsPublic as Definitions, participantsSealed as Definitions].flatMap((definitions) =>
    Object.hasOwn(definitions, type) ? [draft(type, definitions[type]!, told)] : [],
  );
}

function draft(type: string, { audience, data: schema, sealed: fields }: ContractDefinition, data: StoredData): ContractDraft {
  const plain = Object.keys(schema.properties).filter((field) => data[field] !== undefined);
  const picked = Object.fromEntries(plain.map((field) => [field, data[field]]));
  if (!fields) return { type, audience, data: picked };
  const sealed = (data.$sealed ?? []).filter((section) => isGranted(section, Object.keys(fields.properties)));
  return { type, audience, data: picked, ...(sealed.length > 0 ? { sealed } : {}) };
}

/** A section goes whole or not at all: every field of it is listed, and somebody may fetch keys of its class. */
function isGranted(section: SealedSection, listed: readonly string[]): boolean {
  return section.fields.every((field) => listed.includes(field)) && grants[section.class as DataClass].length > 0;
}

/** Of the governance record others learn the countries alone. */
function derived(type: string, data: StoredData): Readonly<Record<string, unknown>> {
  if (type !== 'GovernanceRecorded') return {};
  const { representatives } = data['governance'] as Governance;
  return { countries: representatives.map(({ country }) => country) };
}
