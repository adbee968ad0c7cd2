import { grants, sessionsPublic, sessionsSealed, type ContractDefinition, type ContractDraft } from '@flipside/contracts';
import type { DomainEvent, EventSchemas, RecordedEvent } from '@flipside/event-sourcing';
import { createSealingCodec } from '@flipside/privacy';
import { memoryKeyRing } from '@flipside/privacy/memory-key-ring';
import fc from 'fast-check';
import Value from 'typebox/value';
import { sessionsSchemas } from '../domain/schemas.js';
import { samples } from './to-contract.samples.js';
import { toContract } from './to-contract.js';

const schemas = sessionsSchemas as unknown as EventSchemas<DomainEvent>;
const types = Object.keys(schemas);
const sealedFieldsOf = (type: string): readonly string[] =>
  (schemas[type]!.seal ?? []).flatMap((rule) => rule.fields as readonly string[]);
const definitionOf = ({ audience, type }: ContractDraft): ContractDefinition =>
  ((audience === 'public' ? sessionsPublic : sessionsSealed) as Record<string, ContractDefinition>)[type]!;

/** What is told of an event as the log holds it, and a way to open a draft for whom it is granted. */
async function told(event: DomainEvent) {
  const ring = memoryKeyRing();
  const codec = createSealingCodec(schemas, ring);
  const [data] = await codec.encode([event]);
  const metadata = { at: '2027-03-02T10:17:23.000Z', schemaVersion: 1, actor: { kind: 'person', id: 'actor-of-7f3' }, correlationId: 'trace-of-7f3' };
  const recorded = { ...event, data, id: 'e', stream: 's-1', metadata } as unknown as RecordedEvent;
  const open = async (draft: ContractDraft): Promise<Record<string, unknown>> => {
    const again = { ...recorded, data: { ...draft.data, $sealed: draft.sealed } } as unknown as RecordedEvent;
    return (await codec.decode([again]))[0]!.data as Record<string, unknown>;
  };
  return { drafts: toContract(recorded), open };
}

describe('what sessions tells', () => {
  it.each(types.filter((type) => !type.startsWith('Concern')))('%s: as its contracts say, or nothing', async (type) => {
    const { drafts, open } = await told(samples[type]!);
    expect(drafts).toHaveLength([sessionsPublic, sessionsSealed].filter((definitions) => type in definitions).length);
    for (const draft of drafts) {
      const { data, sealed } = definitionOf(draft);
      expect(Value.Errors(data, draft.data)).toEqual([]);
      expect(Object.keys(draft.data).filter((field) => !(field in data.properties))).toEqual([]);
      if (sealed) expect(Value.Errors(sealed, await open(draft))).toEqual([]);
      else expect(draft.sealed).toBeUndefined();
    }
  });

  it('can carry no sealed field in the open, whatever the event holds', async () => {
    const rule = fc.constantFrom(...types);
    const junk = fc.string().map((text) => ({ deep: ['canary-of-7f3', text] }));
    await fc.assert(fc.asyncProperty(rule, junk, async (type, value) => {
      const event = samples[type]!;
      const whose = sealedFieldsOf(type).filter((field) => /Id$|^author$|^side$|^rater$|^absent$/.test(field));
      const rest = sealedFieldsOf(type).filter((field) => !whose.includes(field));
      const junked = Object.fromEntries(rest.map((field) => [field, value]));
      const { drafts } = await told({ type, data: { ...event.data, ...junked } });
      expect(JSON.stringify(drafts)).not.toMatch(/canary-of-7f3|actor-of-7f3|trace-of-7f3/);
      for (const draft of drafts) for (const field of sealedFieldsOf(type)) expect(draft.data).not.toHaveProperty(field);
    }), { numRuns: 300 });
  });

  it('tells what the programme called off by its day, and what people did by the minute', async () => {
    const timeOf = async (event: DomainEvent) => (await told(event)).drafts.find(({ audience }) => audience === 'public')!.at;
    expect(await timeOf(samples['SprintAbandoned']!)).toBe('2027-03-02T00:00:00.000Z');
    const cancelled = samples['SessionCancelled']!;
    expect(await timeOf({ ...cancelled, data: { ...cancelled.data, by: 'programme' } })).toBe('2027-03-02T00:00:00.000Z');
    expect(await timeOf({ ...cancelled, data: { ...cancelled.data, by: 'mentee' } })).toBeUndefined();
  });

  it('drops what no contract lists, at any depth', async () => {
    const event = samples['SessionHeld']!;
    const stretches = [{ kind: 'hands-on', minutes: 30, remark: 'canary-of-7f3' }];
    const { drafts } = await told({ ...event, data: { ...event.data, stretches, extra: 'canary-of-7f3' } });
    expect(drafts).toHaveLength(1);
    expect(drafts[0]!.data['stretches']).toEqual([{ kind: 'hands-on', minutes: 30 }]);
    expect(JSON.stringify(drafts)).not.toContain('canary-of-7f3');
  });

  it('seals all that its contracts call sealed, under classes that somebody is granted', async () => {
    for (const [type, { sealed }] of Object.entries<ContractDefinition>(sessionsSealed)) {
      if (type === 'ConcernCounted') continue;
      const draft = (await told(samples[type]!)).drafts.find(({ audience }) => audience === 'sealed')!;
      const sections = draft.sealed ?? [];
      for (const section of sections) expect(grants[section.class as keyof typeof grants]).toContain('analytics');
      expect(sections.flatMap(({ fields }) => fields).sort()).toEqual(Object.keys(sealed?.properties ?? {}).sort());
    }
  });

  it('never tells what was said: texts, notes, comments and the mentor’s growth stay', async () => {
    const drafts = (await Promise.all(types.map(async (type) => (await told(samples[type]!)).drafts))).flat();
    const fields = drafts.flatMap(({ sealed = [] }) => sealed.flatMap((section) => section.fields));
    const said = ['text', 'comment', 'note', 'reason', 'what', 'evidence', 'exercise', 'details', 'author', 'absent', 'named'];
    expect(said.filter((field) => fields.includes(field))).toEqual([]);
    for (const type of ['GrowthAssessed', 'NoteWritten', 'AgreementSigned', 'NudgeSent', 'AgreementPaused']) {
      expect((await told(samples[type]!)).drafts).toEqual([]);
    }
  });

  it('keeps what a mentor says to a leader in the pair', async () => {
    const event = samples['FeedbackGiven']!;
    expect((await told({ ...event, data: { ...event.data, direction: 'to-mentee' } })).drafts).toEqual([]);
  });

  it('tells nobody outside of an exit, a rating, an answer, a warning, a concern or a silence', async () => {
    const hidden = /Withdrawn|Assessed|CheckInAnswered|^Warning|^Concern|Silence|InsightShared/;
    for (const type of types.filter((name) => hidden.test(name))) {
      expect((await told(samples[type]!)).drafts.filter(({ audience }) => audience === 'public')).toEqual([]);
    }
  });

  it('counts concerns by month and tells nothing else of them', async () => {
    const concerns = types.filter((type) => type.startsWith('Concern'));
    const drafts = (await Promise.all(concerns.map(async (type) => (await told(samples[type]!)).drafts))).flat();
    const counted = (kind: string) => ({ type: 'ConcernCounted', audience: 'sealed', data: { month: '2026-03', kind } });
    expect(drafts).toEqual([counted('raised'), counted('resolved')]);
  });
});
