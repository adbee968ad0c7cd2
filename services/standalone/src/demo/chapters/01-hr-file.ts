import { changesFile, firstHrFile } from '../../sample/hr-file.js';
import { endingsFile } from '../../sample/later-files.js';
import { sampleDates } from '../../sample/sample-dates.js';
import { found, mustBe, mustHold } from '../checks.js';
import { all, moveTo, settled, type Demo } from '../demo.js';
import { importFile, readImport, sendFile } from '../hr-imports.js';
import { staffOf, type Staff } from '../staff.js';

export interface PersonRow {
  readonly id: string;
  readonly revision: string;
  readonly state: string;
  readonly name: string | null;
  readonly keys: readonly { readonly legalEntity: string | null; readonly number: string }[];
  readonly unitId: string | null;
  readonly lineManager: string | null;
  readonly level: number | null;
}

interface Rejection {
  readonly line: number;
  readonly field: string;
  readonly code: string;
}

/** The day on which a broken export comes: the day after the first file. */
const BROKEN_ON = '2026-01-13';

/** The HR file is read, with its bad rows and its oddities; a file that would end too much waits for a person. */
export async function hrFile(demo: Demo): Promise<Staff> {
  await firstFile(demo);
  const people = await everybody(demo);
  const staff = staffOf(demo, new Map(people.map((row) => [keyOf(row), row.id])));
  oddities(demo, staff, people);
  await brokenExport(demo);
  await managersByName(demo, staff);
  return staff;
}

export async function everybody({ gateway }: Pick<Demo, 'gateway'>): Promise<readonly PersonRow[]> {
  return all<PersonRow>((path) => gateway.as(['hr-integration']).get(path), '/v1/people');
}

export function keyOf({ keys }: PersonRow): string {
  return `${keys[0]?.legalEntity}/${keys[0]?.number}`;
}

function employed({ organisation }: Demo): number {
  return organisation.people.filter(({ status }) => status !== 'left').length;
}

async function firstFile(demo: Demo): Promise<void> {
  const { gateway, tell, organisation } = demo;
  const file = firstHrFile(organisation, sampleDates.hrAsOf);
  const done = await importFile(demo, file);
  const hr = gateway.as(['hr-integration']);
  const rejected = await all<Rejection>((path) => hr.get(path), `/v1/hr-imports/${done.id}/rejections`);
  const expected = file.rejections.map(({ line, field, code }) => ({ line, field, code }));
  mustBe('rejected rows', rejected.map(({ line, field, code }) => ({ line, field, code })).sort((a, b) => a.line - b.line), expected);
  mustBe('people registered', done.counts?.registered, employed(demo));
  tell.fact(`${file.name}: ${done.counts?.registered} people registered (who left before is not), ${rejected.length} rows rejected:`);
  tell.table(['line', 'field', 'reason', 'what was in it'], file.rejections.map(({ line, field, code, what }) => [line, field, code, what]));
  const again = await importFile(demo, file);
  mustBe('what the same file changes', [again.counts?.registered, again.counts?.changed], [0, 0]);
  tell.fact('the same file again: nothing registered, nothing changed');
}

function oddities(demo: Demo, staff: Staff, people: readonly PersonRow[]): void {
  const { tell, organisation } = demo;
  const { unusual } = organisation;
  const rows = new Map(people.map((row) => [row.id, row]));
  const row = (key: string): PersonRow => found(key, rows.get(staff.id(key)));
  mustBe('people listed', people.length, employed(demo));
  mustBe('the name that two managers share', row(unusual.sameName[1]).name, row(unusual.sameName[0]).name);
  mustHold('one number in two legal entities is two people', staff.id(unusual.sameNumber[0]) !== staff.id(unusual.sameNumber[1]));
  mustHold('who had left before the first file is not kept', !staff.ids.has(unusual.rehire));
  mustBe('the manager behind a number that nobody has', row(unusual.unfinishedChain).lineManager, null);
  const count = (what: (person: (typeof organisation.people)[number]) => boolean): number => organisation.people.filter(what).length;
  tell.fact(
    `among them ${count(({ fte }) => fte < 1)} part-timers, ${count(({ absence }) => !!absence)} absences ahead, ` +
      `${unusual.contractors.length} contractors, ${unusual.futureStarters.length} future starters, ` +
      `${count(({ dottedKey }) => !!dottedKey)} dotted lines, two managers of one name, one number in two legal entities`,
  );
}

/** Some managers are given by name alone: one that two people bear stays unknown and is reported, never guessed. */
async function managersByName(demo: Demo, staff: Staff): Promise<void> {
  const { organisation, tell } = demo;
  const { managerByUniqueName: unique, managerByAmbiguousName: ambiguous } = organisation.unusual;
  const changes = [...unique, ...ambiguous].map((key) => ({ person: staff.person(key), validFrom: BROKEN_ON }));
  const done = await importFile(demo, changesFile(organisation, 'hr-managers-by-name.csv', BROKEN_ON, changes), 'name');
  const rows = new Map((await everybody(demo)).map((row) => [row.id, row]));
  for (const key of unique) mustBe(`the manager of ${key}`, rows.get(staff.id(key))?.lineManager, staff.id(staff.person(key).managerKey!));
  for (const key of ambiguous) mustBe(`the manager of ${key}`, rows.get(staff.id(key))?.lineManager, null);
  mustBe('managers reported as ambiguous', done.notices?.['ambiguous-manager'], ambiguous.length);
  tell.fact(`${unique.length} managers found by name; ${ambiguous.length} rows name two people and stay unknown, and are reported`);
}

async function brokenExport(demo: Demo): Promise<void> {
  const { gateway, organisation, participants, tell } = demo;
  const { managerByUniqueName, managerByAmbiguousName } = organisation.unusual;
  await moveTo(demo, `${BROKEN_ON}T06:00:00Z`);
  const file = endingsFile(organisation, BROKEN_ON, [...participants.map(({ key }) => key), ...managerByUniqueName, ...managerByAmbiguousName]);
  const held = await sendFile(demo, file);
  mustBe('the state of a file that would end 5 % of employments', held.state, 'held');
  tell.fact(`${file.name} would end one employment in twenty: held, nobody was ended`);
  const before = (await everybody(demo)).filter(({ state }) => state === 'left').length;
  mustBe('people who left while it is held', before, 0);
  await gateway.as(['hr-integration']).post(`/v1/hr-imports/${held.id}/release`);
  await settled(demo);
  mustBe('the state after its release', (await readImport(demo, held.id)).state, 'completed');
  const left = (await everybody(demo)).filter(({ state }) => state === 'left').length;
  mustHold('the released file ended employments', left > 50, left);
  tell.fact(`released by a person: ${left - before} employments ended (it was a site closing, after all)`);
}
