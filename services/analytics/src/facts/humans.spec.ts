import { access } from '../figures/access/access.js';
import { computeLive, computeRelease } from '../figures/compute.js';
import { leaderCommitment } from '../figures/leader-commitment/leader-commitment.js';
import { siloCrossing } from '../figures/silo-crossing/silo-crossing.js';
import { makeRelease } from '../releases/make-release.js';
import { rememberedAsHumans } from '../releases/remembered-humans.js';
import { known } from '../statistics/value.js';
import { skillTransfer } from '../figures/skill-transfer/skill-transfer.js';
import type { FactBook } from '../testing/fact-book.js';
import { cellAt, opened, openedProgramme, programmeId, tellHeld, tellPair } from '../testing/world.js';
import { asOfInstant } from './remember.js';

const merge = (book: FactBook, absorbedId: string, survivorId: string, at: string): FactBook =>
  [absorbedId, survivorId].reduce((told, personId) => told.tellSealed(`person-${personId}`, 'PersonsMerged', at, { personId, survivorId, absorbedId }), book);
const before = { programmeId, asOf: asOfInstant('2026-04-01T00:00:00Z') };
const after = { programmeId, asOf: asOfInstant('2026-06-01T00:00:00Z') };

describe('two ids of one human', () => {
  it('are one of the five leaders that a group needs, from the moment that it is known', () => {
    const book = openedProgramme();
    for (let n = 1; n <= 5; n++) tellHeld(tellPair(book, n), n, `h${n}`, '2026-03-02');
    merge(book, 'l5', 'l1', '2026-05-01');
    const handsOn = (question: typeof before) => cellAt(computeLive(leaderCommitment, book.facts(), question)).values['handsOn'];
    expect(handsOn(before)).toMatchObject({ value: 1, n: 5 });
    expect(handsOn(after)).toMatchObject({ value: null, why: 'fewer-than-5-leaders' });
  });

  it('show a leader what happened under either', () => {
    const book = openedProgramme();
    for (let n = 1; n <= 2; n++) tellHeld(tellPair(book, n), n, `h${n}`, '2026-03-02');
    merge(book, 'l2', 'l1', '2026-05-01');
    for (const leaderId of ['l1', 'l2']) expect(computeLive(leaderCommitment, book.facts(), { ...after, leaderId })[0]!.values['handsOn']!.n).toBe(2);
  });

  it('stand where the one that goes on stands, whichever stream is read last', () => {
    for (const [absorbed, survivor] of [['l1', 'x'], ['l1', 'a']] as const) {
      const book = tellPair(openedProgramme(), 1, { from: 'a', to: 'b' });
      book.tell(`person-${survivor}`, 'ReportingClassAssigned', '2026-01-10', { personId: survivor, reportingClass: 'c:7-8' });
      const facts = merge(book, absorbed, survivor, '2026-05-01').facts();
      expect(cellAt(computeLive(siloCrossing, facts, after), { dimension: 'pair=a>c' }).values['ties']).toMatchObject({ value: 1 });
    }
  });

  it('are one who was approached, as far as either came', () => {
    const book = openedProgramme();
    const enrol = (personId: string, ...types: readonly ('Applied' | 'Admitted')[]) =>
      types.forEach((type) => book.tellSealed(`enrolment-p1_${personId}_mentor`, type, '2026-02-20', { programmeId, personId, role: 'mentor' }));
    enrol('m1', 'Applied');
    enrol('m2', 'Applied', 'Admitted');
    enrol('m3', 'Applied');
    merge(book, 'm2', 'm1', '2026-05-01');
    const { cells } = computeRelease(access, book.facts(), programmeId, { month: '2026-03' }, '2026-05-02T00:00:00Z')!;
    expect(cells.find(({ key }) => key.dimension === 'role=mentor')!.measures['approached']!.members.map(({ mentor }) => mentor)).toEqual(['m1', 'm3']);
    expect(cellAt(opened(cells), { dimension: 'role=mentor' }).values).toMatchObject({ approached: { value: 2 }, enrolled: { value: 0.5, n: 2 } });
  });

  it('are one among those who changed between two releases', () => {
    const token = (text: string): string => `#${text}`;
    const member = (n: number, who = n) => ({ mentor: `m${who}`, leader: `l${who}`, contribution: `c${n}`, answer: String(n % 2) });
    const members = (count: number) => Array.from({ length: count }, (_, i) => member(i));
    const release = (group: ReturnType<typeof members>, month: string, memory = {}) =>
      makeRelease(skillTransfer.definition, [{ key: { dimension: 'rater=self' }, measures: { reached: { value: () => known(0.5, group.length), members: group } } }],
        { period: { month }, k: 5, memory, token });
    const first = release(members(12), '2026-03');
    // Five leave, two of whom were one human.
    const mergers = ['m', 'l'].map((side) => ({ absorbedId: `${side}0`, survivorId: `${side}1`, recordedAt: '2026-04-02T00:00:00Z' }));
    const second = (memory: typeof first.memory) => release(members(12).slice(5), '2026-04', memory).cells[0]!.values['reached']!.carriedFrom;
    expect(second(first.memory)).toBeUndefined();
    expect(second(rememberedAsHumans(first.memory, mergers, token))).toBe('2026-03');
  });
});
