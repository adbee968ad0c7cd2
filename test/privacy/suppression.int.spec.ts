import { organise, type Organisation } from './kit/organisation.js';
import { asAdmin, asAnalyst, asPerson, asSponsor, openProgramme, type Programme } from './kit/programme.js';
import { answer } from './kit/season.js';
import { World, type Asker } from './kit/world.js';

interface Value {
  readonly value: number | null;
  readonly n: number;
  readonly why?: string | null;
}

interface Cell {
  readonly key: Readonly<Record<string, unknown>>;
  readonly values: Readonly<Record<string, Value>>;
}

interface Release {
  readonly figure: string;
  readonly period: string;
  readonly k: number;
  readonly cells: readonly Cell[];
}

const figures = ['psychological-safety', 'worthwhile', 'skill-transfer', 'warnings', 'insights-shared', 'dose', 'access', 'skill-gaps'] as const;

describe('a reader of every release', () => {
  let world: World;
  let people: Organisation;
  let programme: Programme;
  beforeAll(async () => {
    world = await World.open();
    people = await organise(world, 7, 2);
    programme = await openProgramme(world, people);
    await world.moveTo('2027-02-16T09:00:00Z');
  });
  afterAll(() => world?.close());

  const read = async (as: Asker): Promise<readonly Release[]> =>
    (await Promise.all(figures.map((figure) => world.get<{ items: Release[] }>(`/v1/releases?programmeId=${programme.id}&figure=${figure}`, as)))).flatMap(({ items }) => items);
  const safety = (all: readonly Release[], period: string): Release | undefined => all.find((one) => one.figure === 'psychological-safety' && one.period === period);
  const isHidden = ({ why }: Value): boolean => why === 'hidden';
  /** Everybody answers the open check-in in their own way, but for so many mentors. */
  const answers = async (silent = 0): Promise<void> => {
    for (const [index, { id, mentor, leader }] of programme.pairs.entries()) {
      if (index >= silent) await answer(world, id, asPerson(mentor), 1 + (index % 5));
      await answer(world, id, asPerson(leader), 5 - (index % 3));
    }
  };

  it('sees no release of a round that goes on, neither before nor after an answer', async () => {
    const before = await read(asAnalyst);
    await answers();
    await world.settled();
    expect(await read(asAnalyst)).toEqual(before);
    expect(before.filter(({ period }) => period.startsWith('round'))).toEqual([]);
  });

  it('sees one release of a closed round, to which no answer comes any more', async () => {
    const { items } = await world.get<{ items: { id: string; items: { item: string }[] }[] }>('/v1/check-ins/mine', asPerson(programme.pairs[0]!.mentor));
    await world.moveTo('2027-03-20T09:00:00Z');
    const released = await read(asAnalyst);
    expect(safety(released, 'round-1')!.cells.some(({ values }) => !isHidden(values['mean']!))).toBe(true);
    const late = { answers: Object.fromEntries(items[0]!.items.map(({ item }) => [item, 1])) };
    expect((await world.ask('POST', `/v1/check-ins/${items[0]!.id}/answers`, asPerson(programme.pairs[0]!.mentor), { body: late })).status).toBeGreaterThanOrEqual(400);
    expect(await read(asAnalyst)).toEqual(released);
  });

  it('sees nothing of fewer than k, and no hidden part that the total and the rest give away', async () => {
    await world.moveTo('2027-04-14T09:00:00Z');
    await answers(3);
    await world.moveTo('2027-05-20T09:00:00Z');
    const all = await read(asAnalyst);
    expect(new Set(all.map(({ figure }) => figure)).size).toBe(figures.length);
    for (const { figure, period, k, cells } of all) {
      for (const { key, values } of cells) {
        for (const [measure, value] of Object.entries(values)) expect([figure, period, key, measure, isHidden(value) || value.n >= k || value.n === 0]).toEqual([figure, period, key, measure, true]);
      }
      expect([figure, period, givenAway(cells)]).toEqual([figure, period, []]);
    }
    // Two leaders are elsewhere, too few for a cell; and in the second round four mentors answered.
    const first = safety(all, 'round-1')!.cells;
    expect(first.some(({ values }) => isHidden(values['mean']!)) && first.some(({ values }) => !isHidden(values['mean']!))).toBe(true);
    const mentors = safety(all, 'round-2')!.cells.filter(({ key }) => String(key['dimension']).includes('role=mentor'));
    expect(mentors.length > 0 && mentors.every(({ values }) => isHidden(values['mean']!))).toBe(true);
  });

  it('sees the same in every scope, and no sealed figure as a live one, of any past moment', async () => {
    const all = await read(asAnalyst);
    expect(await read(asAdmin(people))).toEqual(all);
    expect(await read(asSponsor(people))).toEqual(all);
    for (const figure of figures) {
      for (const query of ['', '&asOf=2027-02-17T00:00:00Z', '&effectiveOn=2027-02-17']) {
        expect((await world.ask('GET', `/v1/figures/${figure}?programmeId=${programme.id}${query}`, asAnalyst)).status).toBe(404);
      }
    }
  });

  it('finds in the feed that rounds were opened and closed, and no count of who answered', async () => {
    const { items } = await world.get<{ items: { type: string; data: object }[] }>('/v1/events/sessions?limit=500&types=CheckInOpened,CheckInClosed,CheckInAnswered', asAnalyst);
    expect(new Set(items.map(({ type }) => type.split('.')[2]))).toEqual(new Set(['CheckInOpened', 'CheckInClosed']));
    const numbers = items.filter(({ type }) => type.includes('Closed')).flatMap(({ data }) => Object.entries(data).filter(([, value]) => typeof value === 'number').map(([name]) => name));
    expect(new Set(numbers)).toEqual(new Set(['round']));
  });
});

/** Hidden cells that follow from the numbers of the total and of all others, by measure. A band is no number. */
function givenAway(cells: readonly Cell[]): readonly string[] {
  const measures = new Set(cells.flatMap(({ values }) => Object.keys(values)));
  const hidden = ({ values }: Cell, measure: string): boolean => values[measure]?.why === 'hidden';
  return [...Map.groupBy(cells, ({ key }) => key['dimension']).values()].flatMap((own) => [...measures].flatMap((measure) => {
    const total = own.find(({ key }) => key['silo'] === undefined && key['band'] === undefined);
    const parts = own.filter(({ key }) => key['silo'] !== undefined && key['band'] === undefined);
    const missing = parts.filter((part) => hidden(part, measure));
    const known = [total, ...parts.filter((part) => !missing.includes(part))].every((cell) => typeof cell?.values[measure]?.value === 'number');
    return total && known && missing.length === 1 ? [`${JSON.stringify(missing[0]!.key)} ${measure}`] : [];
  }));
}
