import { dataClasses } from '@flipside/contracts';
import type { DomainEvent, EventSchema, EventSchemas, SealedSection, SealRule, StoredData } from '@flipside/event-sourcing';
import type { DataKey, KeyName } from '../key-ring.js';
import { contextOf, sealSection } from './sections.js';

type Data = Readonly<Record<string, unknown>>;
export type AnySchema = EventSchema<Data>;

interface PlannedRule {
  readonly rule: SealRule<Data>;
  readonly context: Buffer;
}

/** How each type of event is sealed, checked once. */
export type SealPlan = ReadonlyMap<string, { readonly schema: AnySchema; readonly rules: readonly PlannedRule[] }>;

/** One section to be made, and the keys it needs. */
interface Wanted {
  readonly planned: PlannedRule;
  readonly names: readonly KeyName[];
}

/** @throws Error for a class that the domain does not have, and a field that is sealed twice. */
export function sealPlan<E extends DomainEvent>(schemas: EventSchemas<E>): SealPlan {
  return new Map(Object.entries<AnySchema>(schemas as unknown as Record<string, AnySchema>).map(([type, schema]) => {
    const sealed = (schema.seal ?? []).flatMap((rule) => rule.fields);
    if (new Set(sealed).size < sealed.length) throw new Error(`${type} seals a field twice: ${sealed.join(', ')}`);
    const rules = (schema.seal ?? []).map((rule) => ({ rule, context: contextOf(type, rule.class, rule.fields) }));
    const unknown = rules.find(({ rule }) => !(dataClasses as readonly string[]).includes(rule.class));
    if (unknown) throw new Error(`${type} seals under ${unknown.rule.class}, which is no class of personal data`);
    return [type, { schema, rules }] as const;
  }));
}

/** The sections an event needs. @throws Error when a personal field names nobody whom it is about. */
export function wantedSections(type: string, rules: readonly PlannedRule[], data: Data): readonly Wanted[] {
  return rules.flatMap((planned) => {
    const { rule } = planned;
    const subjects = [...new Set(rule.subjects(data))];
    if (subjects.length === 0) {
      if (rule.fields.every((field) => data[field] === null || data[field] === undefined)) return [];
      throw new Error(`${type}: nothing says whom ${rule.fields.join(', ')} is about`);
    }
    const scope = rule.scope(data);
    return [{ planned, names: subjects.map((subject) => ({ subject, class: rule.class, scope })) }];
  });
}

/** Data as the log holds them. @param keys those of the wanted sections, one after the other. */
export function sealedData(
  data: Data,
  rules: readonly PlannedRule[],
  wanted: readonly Wanted[],
  keys: readonly DataKey[],
): StoredData {
  if (rules.length === 0) return data;
  const plain: Record<string, unknown> = { ...data };
  for (const { rule } of rules) for (const field of rule.fields) delete plain[field];
  let from = 0;
  const sections = wanted.map(({ planned: { rule, context }, names }): SealedSection =>
    sealSection(rule.class, rule.fields, context, data, keys.slice(from, (from += names.length))));
  return sections.length === 0 ? plain : { ...plain, $sealed: sections };
}
