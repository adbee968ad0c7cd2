import { matchingPublic, matchingSealed, type ContractDefinition, type ContractDraft } from '@flipside/contracts';
import type { DomainEvent, EventSchema, EventSchemas, RecordedEvent, SealedSection } from '@flipside/event-sourcing';
import Value from 'typebox/value';
import { blockSchemas, type BlockEvent } from '../domain/block.js';
import { matchRunSchemas, type MatchRunEvent } from '../domain/match-run/events.js';
import type { PairingEvent } from '../domain/pairing/events.js';
import { pairingSchemas } from '../domain/pairing/schemas.js';
import { toContract } from './to-contract.js';

const uuid = (n: number): string => `5f0c6b1e-2f2b-5b0e-9b0c-0f1d8a3e7c${n}`;
const ids = { pairingId: uuid(10), programmeId: uuid(11), cohort: 1 };
const [mentorId, menteeId] = [uuid(12), uuid(13)];
const pair = { ...ids, mentorId, menteeId };
const about = [mentorId, menteeId];
const wanted = [{ topic: 'generative-ai', kind: 'skill' as const, baseline: 1, target: 3 }];
const counts = { mentors: 1, mentees: 1, proposed: 1, unmatchedMentors: 0, unmatchedMentees: 0 };
const run = { runId: uuid(14), programmeId: uuid(11), cohort: 1 };

const pairingEvents: readonly PairingEvent[] = [
  { type: 'MatchOverridden', data: { ...ids, about, by: uuid(15), reason: 'secret words', cost: 5, broken: ['language'] } },
  {
    type: 'PairingProposed',
    data: {
      ...ids, runId: run.runId, overridden: false, endsOn: '2026-07-31', answerBy: '2026-01-08T12:00:00.000Z',
      mentorId, menteeId, wanted, fit: { score: 777_777, criteria: [] },
    },
  },
  { type: 'PairingAccepted', data: { ...ids, side: 'mentor', by: mentorId, answerBy: '2026-01-15T12:00:00.000Z' } },
  { type: 'OfferProlonged', data: { ...ids, answerBy: '2026-01-15T12:00:00.000Z' } },
  { type: 'PairingDeclined', data: { ...ids, side: 'mentor', by: mentorId } },
  { type: 'PairingExpired', data: { ...ids, side: 'mentor', cause: 'silence', about } },
  {
    type: 'PairingActivated',
    data: { ...pair, topics: [{ topic: 'generative-ai', kind: 'skill' }], startsOn: '2026-02-01', endsOn: '2026-07-31', wanted },
  },
  { type: 'PairingPaused', data: { ...pair, from: '2026-03-01T23:00:00.000Z', causes: ['block'], about } },
  { type: 'PauseCauseAdded', data: { ...pair, cause: 'leaver', about } },
  { type: 'PauseCauseLifted', data: { ...pair, cause: 'leaver', about } },
  { type: 'PairingResumed', data: { ...pair, from: '2026-03-10T09:00:00.000Z' } },
  { type: 'PairingExtended', data: { ...pair, endsOn: '2026-09-30' } },
  { type: 'RematchRequested', data: { ...pair, side: 'mentee', by: menteeId } },
  { type: 'ClosingHeld', data: { ...pair, heldOn: '2026-07-20' } },
  { type: 'PairingCompleted', data: pair },
  { type: 'PairingEnded', data: { ...pair, causes: ['block'], about } },
];
const blockEvents: readonly BlockEvent[] = [
  {
    type: 'PairBlocked',
    data: { pairId: 'digest', blockId: uuid(16), people: [mentorId, menteeId], reason: null, by: mentorId, origin: 'conflict' },
  },
  { type: 'PairUnblocked', data: { pairId: 'digest', blockId: uuid(16), by: mentorId } },
];
const completed: MatchRunEvent = {
  type: 'MatchRunCompleted',
  data: {
    ...run, kind: 'proposal', snapshotHash: 'aa', resultHash: 'bb', certificateHash: 'cc', people: 2, verdict: 'optimal', counts,
    topics: [
      { topic: 'generative-ai', kind: 'skill', wanted: 1, offered: 1, proposed: 1, unmatched: [] },
    ],
  },
};
const runEvents: readonly MatchRunEvent[] = [
  completed,
  { type: 'MatchRunPublished', data: { ...run, by: uuid(15), counts } },
  { type: 'MatchRunDiscarded', data: { ...run, kind: 'proposal', reason: 'by-admin', by: uuid(15) } },
];

/** As the log holds it: sealed fields are out of the data and in a box each rule of its own. */
function logged<E extends DomainEvent>(event: E, schemas: EventSchemas<E>): RecordedEvent {
  const { seal = [] } = schemas[event.type as E['type']] as EventSchema<object>;
  const sealed = seal.flatMap((rule) => rule.fields as readonly string[]);
  const plain = Object.fromEntries(Object.entries(event.data).filter(([field]) => !sealed.includes(field)));
  const sections: SealedSection[] = seal.map((rule) => ({ class: rule.class, keys: ['k'], fields: rule.fields, box: 'box' }));
  return {
    id: uuid(17), stream: 'x-1', revision: 0n, position: { epoch: 1, n: 1n }, type: event.type,
    metadata: { commandId: uuid(18), index: 0, actor: { kind: 'system' }, at: '2026-01-01T00:00:00.000Z', schemaVersion: 1 },
    data: sections.length > 0 ? { ...plain, $sealed: sections } : plain,
  };
}

const all: readonly RecordedEvent[] = [
  ...pairingEvents.map((event) => logged(event, pairingSchemas)),
  ...blockEvents.map((event) => logged(event, blockSchemas)),
  ...runEvents.map((event) => logged(event, matchRunSchemas)),
];
const drafts = all.flatMap(toContract);
const of = (audience: string): readonly ContractDraft[] => drafts.filter((draft) => draft.audience === audience);

describe('what matching tells', () => {
  it('is every contract of both audiences, each by its schema and no field more', () => {
    const definitions: Record<string, Record<string, ContractDefinition>> = { public: matchingPublic, sealed: matchingSealed };
    for (const draft of drafts) {
      const { data } = definitions[draft.audience]![draft.type]!;
      expect([...Value.Errors(data, draft.data)]).toEqual([]);
      expect(Object.keys(draft.data).filter((field) => !(field in data.properties))).toEqual([]);
    }
    expect(new Set(of('public').map(({ type }) => type))).toEqual(new Set(Object.keys(matchingPublic)));
    expect(new Set(of('sealed').map(({ type }) => type))).toEqual(new Set(Object.keys(matchingSealed)));
  });

  it('passes on exactly the sealed fields that consumers are granted', () => {
    for (const draft of of('sealed')) {
      const granted = (matchingSealed as Record<string, ContractDefinition>)[draft.type]!.sealed?.properties ?? {};
      expect((draft.sealed ?? []).flatMap((section) => section.fields).sort()).toEqual(Object.keys(granted).sort());
    }
    expect(of('public').every((draft) => draft.sealed === undefined)).toBe(true);
  });

  it('is nothing of blocks, overrides and what-if runs', () => {
    expect(blockEvents.flatMap((event) => toContract(logged(event, blockSchemas)))).toEqual([]);
    expect(drafts.some(({ type }) => type === 'MatchOverridden')).toBe(false);
    const tried = logged({ ...completed, data: { ...completed.data, kind: 'what-if' } } as MatchRunEvent, matchRunSchemas);
    expect(toContract(tried)).toEqual([]);
  });

  it('says of a pause, publicly, the day alone', () => {
    const paused = of('public').find(({ type }) => type === 'PairingPaused')!;
    expect(paused.data).toEqual({ ...pair, fromDay: '2026-03-01' });
    for (const type of ['PairingPaused', 'PairingResumed', 'PairingEnded']) {
      expect(of('public').find((draft) => draft.type === type)!.at).toBe('2026-01-01T00:00:00.000Z');
      expect(of('sealed').find((draft) => draft.type === type)!.at).toBeUndefined();
    }
  });

  it('names nobody before activation', () => {
    const before = ['PairingProposed', 'PairingAccepted', 'PairingDeclined', 'PairingExpired'];
    const plain = JSON.stringify(drafts.filter(({ type }) => before.includes(type)).map(({ data }) => data));
    expect(plain).not.toContain(mentorId);
    expect(plain).not.toContain(menteeId);
  });
});
