import { grants, participantsPublic, participantsSealed, type ContractDefinition, type ContractDraft } from '@flipside/contracts';
import type { DomainEvent, EventSchemas, RecordedEvent } from '@flipside/event-sourcing';
import { createSealingCodec } from '@flipside/privacy';
import { memoryKeyRing } from '@flipside/privacy/memory-key-ring';
import Value from 'typebox/value';
import { enrolmentSchemas } from '../domain/enrolment/events.js';
import { hrImportSchemas } from '../domain/hr-import/events.js';
import { personSchemas } from '../domain/person/events.js';
import { programmeSchemas } from '../domain/programme/events.js';
import { unitSchemas } from '../domain/unit.js';
import { samples } from './to-contract.samples.js';
import { toContract } from './to-contract.js';

const schemas = {
  ...personSchemas, ...unitSchemas, ...programmeSchemas, ...enrolmentSchemas, ...hrImportSchemas,
} as unknown as EventSchemas<DomainEvent>;
const types = Object.keys(schemas);
const sealedFieldsOf = (type: string): readonly string[] =>
  (schemas[type]!.seal ?? []).flatMap((rule) => rule.fields as readonly string[]);
const definitionOf = ({ audience, type }: ContractDraft): ContractDefinition =>
  ((audience === 'public' ? participantsPublic : participantsSealed) as Record<string, ContractDefinition>)[type]!;

interface Told {
  readonly drafts: readonly ContractDraft[];
  /** The draft as a consumer who is granted its classes reads it. */
  readonly open: (draft: ContractDraft) => Promise<Record<string, unknown>>;
}

async function told(event: DomainEvent): Promise<Told> {
  const ring = memoryKeyRing();
  const [data] = await createSealingCodec(schemas, ring).encode([event]);
  const recorded = { ...event, data, id: 'e', stream: 's-1', metadata: { schemaVersion: 1 } } as unknown as RecordedEvent;
  const open = async (draft: ContractDraft): Promise<Record<string, unknown>> => {
    const again = { ...recorded, data: { ...draft.data, $sealed: draft.sealed } } as unknown as RecordedEvent;
    const [read] = await createSealingCodec(schemas, ring).decode([again]);
    return read!.data as Record<string, unknown>;
  };
  return { drafts: toContract(recorded), open };
}

describe('what participants tells', () => {
  it.each(types)('%s: as its contracts say, or nothing', async (type) => {
    const { drafts, open } = await told(samples[type]!);
    const audiences = [participantsPublic, participantsSealed].filter((definitions) => type in definitions).length;
    expect(drafts).toHaveLength(audiences);
    for (const draft of drafts) {
      const { data, sealed } = definitionOf(draft);
      expect(Value.Errors(data, draft.data)).toEqual([]);
      if (!sealed) expect(draft.sealed).toBeUndefined();
      else expect(Value.Errors(sealed, await open(draft))).toEqual([]);
    }
  });

  it.each(types)('%s: no plain value of what is sealed, whatever it holds', async (type) => {
    const event = samples[type]!;
    const sealed = sealedFieldsOf(type);
    const canaries = Object.fromEntries(sealed.map((field) => [field, { deep: ['canary-of-7f3'] }]));
    // An id of an office is its own subject, so it stays a text.
    const offices = sealed.filter((field) => /^(admin|sponsor|custodian|deputy)Id$/.test(field));
    const office = Object.fromEntries(offices.map((field) => [field, 'canary-of-7f3']));
    const { drafts } = await told({ ...event, data: { ...event.data, ...canaries, ...office } });
    expect(JSON.stringify(drafts)).not.toContain('canary-of-7f3');
    for (const draft of drafts) for (const field of sealed) expect(draft.data).not.toHaveProperty(field);
  });

  it('passes on sealed sections of granted classes alone, and seals all that its contracts call sealed', async () => {
    for (const [type, definition] of Object.entries<ContractDefinition>(participantsSealed)) {
      const { drafts } = await told(samples[type]!);
      const sections = drafts.find((draft) => draft.audience === 'sealed')!.sealed ?? [];
      for (const section of sections) expect(grants[section.class as keyof typeof grants].length).toBeGreaterThan(0);
      const fields = Object.keys(definition.sealed?.properties ?? {});
      expect(sections.flatMap((section) => section.fields).sort()).toEqual(fields.sort());
    }
  });

  it('tells outsiders no name, text, number or office', async () => {
    const drafts = (await Promise.all(types.map(async (type) => (await told(samples[type]!)).drafts))).flat();
    const open = JSON.stringify(drafts.filter((draft) => draft.audience === 'public'));
    for (const word of ['Ada', 'ada@', '1001', 'Flip 2026', 'Treasury', 'Approvals take', 'DPIA', 'Lead a product']) {
      expect(open).not.toContain(word);
    }
    expect(drafts.every((draft) => draft.audience === 'public' || draft.audience === 'sealed')).toBe(true);
  });

  it('tells nobody of the files of HR', () =>
    Promise.all(Object.keys(hrImportSchemas).map(async (type) => expect((await told(samples[type]!)).drafts).toEqual([]))));
});
