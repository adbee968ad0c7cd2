import { parseMapping } from '@flipside/participants/import/mapping';
import { readFile } from '@flipside/participants/import/read-file';
import { rowKey } from '@flipside/participants/import/to-command';
import type { ReadRow } from '@flipside/participants/import/interpret-row';
import { castOf, type Cast } from '@flipside/standalone/sample/cast';
import { firstHrFile, managersByNameFile, type HrFile } from '@flipside/standalone/sample/hr-file';
import { hrMapping, withoutGrade } from '@flipside/standalone/sample/hr-mapping';
import * as later from '@flipside/standalone/sample/later-files';
import { sampleParticipants } from '@flipside/standalone/sample/participants';
import { sampleDates } from '@flipside/standalone/sample/sample-dates';
import { sampleOrganisation } from '@flipside/standalone/sample/sample-organisation';
import { plantedTruths } from '@flipside/standalone/sample/truths';
import { matchSample } from './match-sample.js';

const organisation = sampleOrganisation();
const first = firstHrFile(organisation, sampleDates.hrAsOf);

async function read(file: HrFile, managers: 'number' | 'name' = 'number'): Promise<readonly ReadRow[]> {
  const source = (async function* () {
    yield file.csv;
  })();
  const rows: ReadRow[] = [];
  for await (const row of (await readFile(source, parseMapping(hrMapping(file, managers)))).rows) rows.push(row);
  return rows;
}

const rowsOf = (read: readonly ReadRow[]) => read.flatMap((one) => ('row' in one ? [one.row] : []));
const rejectedIn = (read: readonly ReadRow[]) => read.flatMap((one) => ('rejected' in one ? [one.rejected] : []));

describe('the simulated organisation', () => {
  const { people, unusual } = organisation;
  const count = (is: (person: (typeof people)[number]) => boolean): number => people.filter(is).length;

  it('has 1,200 people in 8 silos, 3 countries and time zones, and 10 levels', () => {
    expect(people).toHaveLength(1200);
    expect(new Set(people.map(({ key }) => key)).size).toBe(1200);
    expect(new Set(people.map(({ siloCode }) => siloCode).filter((code) => code !== 'HQ')).size).toBe(8);
    expect([new Set(people.map(({ country }) => country)).size, new Set(people.map(({ zone }) => zone)).size]).toEqual([3, 3]);
    expect(new Set(people.map(({ level }) => level))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
  });

  it('is one tree: everybody ends at the chief executive', () => {
    const above = new Map(people.map(({ key, managerKey }) => [key, managerKey]));
    for (const { key } of people) {
      let [at, steps]: [string, number] = [key, 0];
      while (above.get(at) && steps < 12) [at, steps] = [above.get(at)!, steps + 1];
      expect(at).toBe(unusual.chiefExecutive);
    }
  });

  it('holds what real files hold', () => {
    expect(count(({ fte }) => fte < 1)).toBeGreaterThan(150);
    expect(count(({ absence }) => absence !== undefined)).toBeGreaterThan(20);
    expect(count(({ type }) => type === 'contractor')).toBeGreaterThan(15);
    expect(count(({ status }) => status === 'future-start')).toBeGreaterThan(1);
    expect(count(({ dottedKey }) => dottedKey !== undefined)).toBeGreaterThan(40);
    expect(count(({ appraiserKey }) => appraiserKey !== undefined)).toBeGreaterThan(10);
    const [a, b] = unusual.sameName.map((key) => people.find((person) => person.key === key)!);
    expect([a!.given, a!.family]).toEqual([b!.given, b!.family]);
    expect(count(({ number }) => number === unusual.sameNumber[0].split('/')[1])).toBe(2);
  });

  it('is the same each time', () => {
    expect(sampleOrganisation()).toEqual(organisation);
    expect(firstHrFile(sampleOrganisation(), sampleDates.hrAsOf).csv.equals(first.csv)).toBe(true);
  });

  it('has clocks that change within the window', () => {
    const offset = (day: string, timeZone: string): string =>
      new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
        .format(new Date(`${day}T12:00:00Z`))
        .split(', ')[1]!;
    expect(offset(sampleDates.window.from, 'Europe/Berlin')).not.toBe(offset(sampleDates.window.to, 'Europe/Berlin'));
  });
});

describe('the first HR file', () => {
  it('is read but for twelve bad rows', async () => {
    const rows = await read(first);
    const stated = rowsOf(rows);
    const seen = new Map<string, number>();
    const late = stated.flatMap((row) => {
      const key = rowKey(row, true);
      const duplicate = seen.has(key) ? [{ line: row.line, field: 'number', code: 'duplicate-key' }] : [];
      seen.set(key, row.line);
      const { line } = row.managers;
      const own =
        line?.by === 'number' &&
        line.number === row.key.number &&
        (line.legalEntity ?? row.key.legalEntity) === row.key.legalEntity;
      return [...duplicate, ...(own ? [{ line: row.line, field: 'manager', code: 'manager-cycle' }] : [])];
    });
    const found = [...rejectedIn(rows), ...late].toSorted((a, b) => a.line - b.line);
    expect(found).toEqual(first.rejections.map(({ line, field, code }) => ({ line, field, code })));
    expect(found).toHaveLength(12);
    expect(stated.length - late.length).toBe(1200);
  });

  it('leaves unknown only what it means to', async () => {
    const notices = rowsOf(await read(first)).flatMap((row) => row.notices);
    expect(new Set(notices)).toEqual(new Set());
  });

  it('fails as a whole without a mapped column', async () => {
    await expect(read({ ...first, csv: withoutGrade(first.csv) })).rejects.toMatchObject({ code: 'column-missing' });
  });

  it('is followed by one that names managers', async () => {
    const rows = rowsOf(await read(managersByNameFile(organisation, sampleDates.hrAsOf), 'name'));
    const { managerByUniqueName, managerByAmbiguousName } = organisation.unusual;
    expect([managerByUniqueName.length, managerByAmbiguousName.length]).toEqual([4, 3]);
    expect(rows).toHaveLength(7);
    expect(rows.every((row) => row.managers.line?.by === 'name')).toBe(true);
  });
});

describe('later files', () => {
  const participants = sampleParticipants(organisation, plantedTruths);

  it('would end one employment in twenty', async () => {
    const rows = rowsOf(
      await read(
        later.endingsFile(
          organisation,
          '2026-01-13',
          participants.map(({ key }) => key),
        ),
      ),
    );
    expect(rows).toHaveLength(1200);
    const left = rows.filter(({ employment }) => employment.status === 'left' && employment.endsOn === '2026-01-13');
    expect(left).toHaveLength(60);
  });

  let cast: Cast;
  beforeAll(async () => {
    const { pairings } = await matchSample(organisation, participants);
    cast = castOf(pairings, organisation, plantedTruths);
  });

  it('announce a manager who closes a chain', async () => {
    const leader = cast.chainCloses.pairing.split('+')[1]!;
    const [row] = rowsOf(await read(later.managerChangeFile(organisation, cast.chainCloses.boss, leader)));
    expect(row).toMatchObject({ effectiveOn: '2026-05-04', managers: { line: { number: leader.split('/')[1] } } });
  });

  it('promote, end and bring back', async () => {
    const one = async (file: HrFile) => rowsOf(await read(file))[0]!;
    const mentor = later.personOf(organisation, cast.promoted);
    expect((await one(later.promotionFile(organisation, cast.promoted))).employment.level).toBe(mentor.level + 1);
    expect((await one(later.leaverFile(organisation, cast.leaver))).employment).toMatchObject({
      status: 'left',
      endsOn: sampleDates.leaver.on,
    });
    expect((await one(later.rehireFile(organisation))).employment).toMatchObject({
      status: 'active',
      startsOn: sampleDates.rehire.on,
      endsOn: null,
    });
  });

  it('rename one unit and empty another', async () => {
    const file = later.reorganisationFile(organisation);
    const units = rowsOf(await read(file)).map(({ unit }) => unit!);
    expect(new Set(units.map(({ code }) => code))).toEqual(new Set([file.renamed, file.into]));
    expect(units.find(({ code }) => code === file.renamed)!.path.at(-1)).toBe('Cash Management Berlin');
  });
});

describe('who takes part', () => {
  const participants = sampleParticipants(organisation, plantedTruths);
  const mentors = participants.filter(({ role }) => role === 'mentor');

  it('are 150 mentors and 110 leaders, the chief executive among them', () => {
    expect(mentors).toHaveLength(150);
    expect(new Set(participants.map(({ key }) => key)).size).toBe(260);
    expect(participants.filter(({ role }) => role === 'mentee')).toHaveLength(110);
    expect(participants.some(({ key }) => key === organisation.unusual.chiefExecutive)).toBe(true);
  });

  it('has career pivoters whose certificates count, one whose chain is unfinished, and one whose hours are refused', () => {
    const pivoters = mentors.filter(({ pivoter }) => pivoter);
    expect(pivoters.length).toBeGreaterThanOrEqual(10);
    for (const { profile } of pivoters) expect(profile.certificates.length).toBeGreaterThan(0);
    expect(mentors.some(({ key }) => key === organisation.unusual.unfinishedChain)).toBe(true);
    expect(mentors.filter(({ hoursReleased }) => hoursReleased === null)).toHaveLength(1);
    expect(mentors.filter(({ ownChain }) => ownChain).length).toBeGreaterThanOrEqual(10);
  });
});
