import {
  grants, sessionsPublic, sessionsSealed, type ContractDefinition, type ContractDraft, type DataClass,
} from '@flipside/contracts';
import type { RecordedEvent, SealedSection, StoredData } from '@flipside/event-sourcing';
import type { TObject } from 'typebox';
import Value from 'typebox/value';

type Definitions = Readonly<Record<string, ContractDefinition>>;
const audiences: readonly Definitions[] = [sessionsPublic, sessionsSealed];

/**
 * What sessions tells of one event: the plain fields that its contracts list, to any depth, and the sealed sections all of
 * whose fields they list. It sees the event as the log holds it, so it could not leak a sealed field if it wanted to. What a
 * mentor says to a leader stays in the pair; of a concern there is a count.
 */
export function toContract(event: RecordedEvent): readonly ContractDraft[] {
  if (event.type.startsWith('Concern')) return counted(event);
  if (event.type === 'FeedbackGiven' && event.data['direction'] !== 'to-mentor') return [];
  return audiences.flatMap((definitions) => {
    const definition = Object.hasOwn(definitions, event.type) ? definitions[event.type] : undefined;
    return definition ? [draft(event, definition)] : [];
  });
}

function draft({ type, data, metadata }: RecordedEvent, definition: ContractDefinition): ContractDraft {
  const { audience, data: schema, sealed: fields } = definition;
  const told = { type, audience, data: listed(schema, data), ...(audience === 'public' && isTheProgrammes(type, data) && { at: startOfDay(metadata.at) }) };
  if (!fields) return told;
  const sections = (data.$sealed ?? []).filter((section) => isGranted(section, Object.keys(fields.properties)));
  return sections.length > 0 ? { ...told, sealed: sections } : told;
}

/** What follows from a pause or an ending is told for its day: the minute would be that of somebody's choice. */
function isTheProgrammes(type: string, data: StoredData): boolean {
  return type === 'SprintAbandoned' || (type === 'SessionCancelled' && data['by'] === 'programme');
}

function startOfDay(at: string): string {
  return `${at.slice(0, 10)}T00:00:00.000Z`;
}

/** Drops every field that the schema does not name, in lists and nested objects too. */
function listed(schema: TObject, data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Value.Clean(schema, structuredClone(data)) as Record<string, unknown>;
}

/** A section goes whole or not at all: it is one ciphertext. */
function isGranted({ class: name, fields }: SealedSection, allowed: readonly string[]): boolean {
  return fields.every((field) => allowed.includes(field)) && grants[name as DataClass].length > 0;
}

const countedAs: Readonly<Record<string, string>> = { ConcernRaised: 'raised', ConcernResolved: 'resolved' };

function counted({ type, data }: RecordedEvent): readonly ContractDraft[] {
  const kind = Object.hasOwn(countedAs, type) ? countedAs[type] : undefined;
  if (!kind) return [];
  return [{ type: 'ConcernCounted', audience: 'sealed', data: { month: String(data['on']).slice(0, 7), kind } }];
}
