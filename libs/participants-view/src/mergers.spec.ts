import type { Employment, Managers, ParticipantsSealed } from '@flipside/contracts';
import type { Feed } from '@flipside/feeds';
import { foldBatch } from '@flipside/read-models';
import { knownPeople, type KnownPerson } from './known-person.js';
import { joinMerged, mergersAmong } from './mergers.js';

const feed = {} as Feed<ParticipantsSealed>;
const none: Managers = { line: null, dottedLine: [], appraiser: null, unresolved: [] };

function told(id: string, type: string, data: object): ParticipantsSealed {
  return { type, stream: `person-${id}`, data: { personId: id, ...data } } as unknown as ParticipantsSealed;
}
const employed = (id: string, managers: Partial<Managers>, effectiveOn = '2026-01-01', change: Partial<Employment> = {}) =>
  told(id, 'EmploymentChanged', {
    effectiveOn, employment: { managers: { ...none, ...managers }, status: 'active', startsOn: null, endsOn: null, ...change },
  });
/** As it comes: in the stream of the one who was merged, then in that of the one who goes on. */
const merged = (absorbedId: string, survivorId: string) =>
  [absorbedId, survivorId].map((id) => told(id, 'PersonsMerged', { absorbedId, survivorId }));

function managersOn(on: string, ...events: readonly ParticipantsSealed[]): Readonly<Record<string, Managers>> {
  const rows = [...foldBatch(knownPeople(feed), events, new Map()).values()] as KnownPerson[];
  const held = rows.flatMap(({ id, facts }) => {
    const fact = facts.findLast(({ effectiveOn }) => effectiveOn <= on);
    return fact ? [[id, fact.employment] as const] : [];
  });
  const joined = joinMerged(new Map(held), mergersAmong(rows), on);
  return Object.fromEntries([...joined].map(([id, { managers }]) => [id, managers]));
}

describe('two ids of one human', () => {
  it('are reported to under the one that goes on, however often it was merged', () => {
    const events = [employed('mia', { line: 'twin', appraiser: 'twin' }), employed('leo', {}), ...merged('twin', 'leon'), ...merged('leon', 'leo')];
    expect(managersOn('2026-02-01', ...events)).toEqual({ mia: { ...none, line: 'leo', appraiser: 'leo' }, leo: none });
  });

  it('have the managers of both, until HR states the employment of the one that goes on', () => {
    const events = [employed('leo', { line: 'ann' }), employed('twin', { line: 'bob', dottedLine: ['cy'] }), ...merged('twin', 'leo')];
    const both = { ...none, line: 'ann', dottedLine: ['bob', 'cy'] };
    expect(managersOn('2026-02-01', ...events)['leo']).toEqual(both);
    const stated = [...events, employed('leo', { line: 'dan' }, '2026-03-01')];
    expect(managersOn('2026-02-28', ...stated)['leo']).toEqual(both);
    expect(managersOn('2026-03-01', ...stated)['leo']).toEqual({ ...none, line: 'dan' });
  });

  it('have none of an employment that is over', () => {
    const over = employed('twin', { line: 'bob' }, '2026-01-01', { endsOn: '2026-01-31' });
    expect(managersOn('2026-02-01', employed('leo', { line: 'ann' }), over, ...merged('twin', 'leo'))['leo']).toEqual({ ...none, line: 'ann' });
  });

  it('are nobody’s own manager', () => {
    const events = [employed('leo', { line: 'twin', dottedLine: ['twin', 'ann'] }), employed('twin', { line: 'leo' }), ...merged('twin', 'leo')];
    expect(managersOn('2026-02-01', ...events)).toEqual({ leo: { ...none, dottedLine: ['ann'] } });
  });

  it('end a search also where HR merged them both ways', () => {
    const { survivorOf, idsOf } = mergersAmong([
      { id: 'a', mergedInto: 'b', absorbed: { b: null } }, { id: 'b', mergedInto: 'a', absorbed: { a: null } },
    ]);
    expect(['a', 'b']).toContain(survivorOf('a'));
    expect(idsOf('a')).toEqual(['a', 'b']);
  });
});
