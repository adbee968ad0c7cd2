import type { KeyObject } from 'node:crypto';
import type {
  DomainEvent, EventCodec, EventSchemas, Recorded, RecordedEvent, StoredData,
} from '@flipside/event-sourcing';
import type { KeyRing } from '../key-ring.js';
import { sealedData, sealPlan, wantedSections, type AnySchema, type SealPlan } from './seal-plan.js';
import { openSections } from './sections.js';

/**
 * The codec of a service: seals what schemas name as personal, opens it again, upcasts older versions. Keys are asked for
 * once a batch, whatever it holds. A field that is null while nobody is named as its subject reads as null again.
 *
 * decode throws SealBroken for what was changed in the log, KeysLost for a key store older than the log, and an Error for an
 * event of a later version than this code knows.
 */
export function createSealingCodec<E extends DomainEvent>(schemas: EventSchemas<E>, keyRing: KeyRing): EventCodec<E> {
  const plan = sealPlan(schemas);
  return {
    version: (type) => planOf(plan, type).schema.version,
    encode: (events) => encode(plan, keyRing, events),
    decode: async (events) => (await decode(plan, keyRing, events)) as unknown as readonly Recorded<E>[],
  };
}

function planOf(plan: SealPlan, type: string) {
  const known = plan.get(type);
  if (!known) throw new Error(`there is no schema for ${type}`);
  return known;
}

async function encode(plan: SealPlan, keyRing: KeyRing, events: readonly DomainEvent[]): Promise<readonly StoredData[]> {
  const prepared = events.map(({ type, data }) => {
    const { rules } = planOf(plan, type);
    const fields = data as Readonly<Record<string, unknown>>;
    const wanted = wantedSections(type, rules, fields);
    return { fields, rules, wanted, names: wanted.flatMap((section) => section.names) };
  });
  const names = prepared.flatMap((event) => event.names);
  const keys = names.length === 0 ? [] : await keyRing.keysFor(names);
  let from = 0;
  return prepared.map((event) =>
    sealedData(event.fields, event.rules, event.wanted, keys.slice(from, (from += event.names.length))));
}

async function decode(plan: SealPlan, keyRing: KeyRing, events: readonly RecordedEvent[]): Promise<readonly RecordedEvent[]> {
  const known = events.filter((event) => plan.has(event.type));
  const ids = new Set<string>();
  for (const { data } of known) for (const section of data.$sealed ?? []) for (const id of section.keys) ids.add(id);
  const secrets = ids.size === 0 ? undefined : await keyRing.open([...ids]);
  return known.map((event) => readable(event, planOf(plan, event.type), secrets));
}

type Planned = ReturnType<typeof planOf>;
type Secrets = ReadonlyMap<string, KeyObject> | undefined;

function readable(event: RecordedEvent, { schema, rules }: Planned, secrets: Secrets): RecordedEvent {
  const isCurrent = event.metadata.schemaVersion === schema.version;
  if (isCurrent && rules.length === 0 && event.data.$sealed === undefined) return event;
  const { $sealed: sections, ...plain } = event.data;
  const opened = sections ? Object.assign(plain, openSections(event.type, sections, (id) => secrets?.get(id))) : plain;
  const data = isCurrent ? opened : upcast(event, schema, opened);
  for (const { rule } of rules) fillWithNull(data, rule.fields);
  return { ...event, data };
}

function upcast(event: RecordedEvent, schema: AnySchema, data: Record<string, unknown>): Record<string, unknown> {
  const found = event.metadata.schemaVersion;
  if (found > schema.version) throw new Error(`${event.type} is of version ${found}, this code knows ${schema.version} at most`);
  let upcasted = data;
  for (let version = found; version < schema.version; version++) {
    const step = schema.upcast?.[version];
    if (!step) throw new Error(`${event.type}: nothing makes version ${version + 1} of version ${version}`);
    upcasted = { ...step(upcasted) };
  }
  return upcasted;
}

/** No section was made of these fields, as all of them were null. */
function fillWithNull(data: Record<string, unknown>, fields: readonly string[]): void {
  if (fields.some((field) => field in data)) return;
  for (const field of fields) data[field] = null;
}
