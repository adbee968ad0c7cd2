import { keyedHash } from '@flipside/privacy';
import fc from 'fast-check';
import { personDecider } from '../domain/person/decide.js';
import type { PersonEvent } from '../domain/person/events.js';
import { employmentOn, type PersonState } from '../domain/person/state.js';
import { personIdOf } from '../person-id.js';
import { fold } from './cells.js';
import { NOBODY, rowsOnCycles, UNSTATED } from './cycles.js';
import { linkManagers } from './link-managers.js';
import { parseMapping } from './mapping.js';
import { readFile } from './read-file.js';
import type { StatedRow } from './stated-row.js';
import { outcomeOf, rowKey, toCommand } from './to-command.js';

const keyed = keyedHash(Buffer.alloc(32, 3));
type Known = ReadonlyMap<string, PersonState>;
interface Imported {
  readonly known: Known;
  readonly outcomes: readonly string[];
  readonly rejected: readonly (readonly [number, string])[];
}

/** A whole import with maps where the service has tables: read, link, search circles, apply. */
async function importFile(file: string, asOf: string, known: Known = new Map()): Promise<Imported> {
  const mapping = parseMapping({
    source: 'hr', asOf, coverage: 'full', number: { column: 'No' }, name: { column: 'Name' }, level: { column: 'Level' },
    manager: { by: 'number', column: 'Boss' }, topOfTree: { column: 'Boss', values: ['-'] }, startsOn: { column: 'Start' },
    status: { column: 'Status', values: { in: 'active', out: 'left' } },
  });
  const { rows, rejected } = await readAll(file, mapping);
  const idOf = (number: string): string => personIdOf(keyed, { source: 'hr', legalEntity: null, number }, 0);
  const present = new Set([...known.keys(), ...rows.map((row) => idOf(row.key.number))]);
  const linked = rows.map((row) => ({
    row,
    personId: idOf(row.key.number),
    ...linkManagers(row, {
      byNumber: (_entity, number) => (present.has(idOf(number)) ? idOf(number) : undefined),
      anyByNumber: () => [],
      byName: (name) => rows.filter((other) => fold(other.identity.name) === fold(name)).map((other) => idOf(other.key.number)),
    }),
  }));
  const ids = [...present];
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const before = Int32Array.from(ids, (id) => indexOf.get(lineOf(known.get(id), asOf) ?? '') ?? NOBODY);
  const stated = new Int32Array(ids.length).fill(UNSTATED);
  for (const { personId, managers } of linked) stated[indexOf.get(personId)!] = indexOf.get(managers.line ?? '') ?? NOBODY;
  const circular = new Set(rowsOnCycles(before, stated).map((index) => ids[index]!));
  const after = new Map(known);
  const outcomes: string[] = [];
  for (const { row, personId, managers } of linked) {
    if (circular.has(personId)) rejected.push([row.line, 'manager-cycle']);
    else {
      const state = after.get(personId) ?? personDecider.initial;
      const command = toCommand(row, { personId, generation: 0, unitId: null, managers }, asOf, keyed);
      const events: readonly PersonEvent[] = personDecider.decide(command, state);
      after.set(personId, events.reduce(personDecider.evolve, state));
      outcomes.push(outcomeOf(events));
    }
  }
  return { known: after, outcomes, rejected };
}

async function readAll(file: string, mapping: ReturnType<typeof parseMapping>) {
  const source = (async function* () { yield Buffer.from(file); })();
  const [rows, rejected, keys]: [StatedRow[], (readonly [number, string])[], Set<string>] = [[], [], new Set()];
  for await (const read of (await readFile(source, mapping)).rows) {
    if ('rejected' in read) rejected.push([read.rejected.line, read.rejected.code]);
    else if (keys.has(rowKey(read.row, false))) rejected.push([read.row.line, 'duplicate-key']);
    else rows.push(read.row);
    if ('row' in read) keys.add(rowKey(read.row, false));
  }
  return { rows, rejected };
}

function lineOf(state: PersonState | undefined, on: string): string | null {
  return state?.status === 'employed' ? (employmentOn(state.facts, on)?.employment.managers.line ?? null) : null;
}

const head = 'No,Name,Level,Boss,Start,Status\n';
const three = `${head}3,Cy,2,2,2024-01-01,in\n2,Bo,5,1,2020-01-01,in\n1,Al,10,-,2015-01-01,in\n`;
const managersIn = ({ known }: Imported, on: string) => [...known.values()].map((state) => lineOf(state, on));

describe('an import', () => {
  it('finds managers who come after their reports', async () => {
    const done = await importFile(three, '2026-01-05');
    const [cy, bo, al] = [...done.known.keys()];
    expect([cy, bo, al].every(Boolean)).toBe(true);
    expect(managersIn(done, '2026-01-05')).toEqual([bo, al, null]);
  });

  it('changes nothing the second time, nor by an older file', async () => {
    const first = await importFile(three, '2026-01-05');
    const second = await importFile(three, '2026-01-05', first.known);
    expect(second.outcomes).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(second.known).toEqual(first.known);
    const older = await importFile(three.replace('3,Cy,2', '3,Cy,1'), '2026-01-01', first.known);
    expect(older.known).toEqual(first.known);
  });

  it('ends whom a newer file says to have left, and brings them back by one still newer', async () => {
    const first = await importFile(three, '2026-01-05');
    const left = await importFile(`${head}3,Cy,2,2,2024-01-01,out\n`, '2026-02-02', first.known);
    expect(left.outcomes).toEqual(['left']);
    const again = await importFile(three, '2026-03-02', left.known);
    expect(again.outcomes).toEqual(['rehired', 'unchanged', 'unchanged']);
  });

  it('rejects a circle that the file closes with what was known, and keeps the other rows', async () => {
    const first = await importFile(three, '2026-01-05');
    const circle = await importFile(`${head}1,Al,10,3,2015-01-01,in\n2,Bo,6,1,2020-01-01,in\n`, '2026-02-02', first.known);
    expect(circle.rejected).toEqual([[2, 'manager-cycle'], [3, 'manager-cycle']]);
    expect(circle.known).toEqual(first.known);
    const other = await importFile(`${head}4,Di,2,3,2025-01-01,in\n1,Al,10,3,2015-01-01,in\n`, '2026-02-02', first.known);
    expect([other.rejected, other.outcomes]).toEqual([[[3, 'manager-cycle']], ['registered']]);
  });

  it('takes the first of two rows with one number and rejects the other', async () => {
    const done = await importFile(`${three}3,Cy Two,9,1,2024-01-01,in\n`, '2026-01-05');
    expect([done.rejected, done.outcomes.length]).toEqual([[[5, 'duplicate-key']], 3]);
  });

  it('comes to the same whatever the order of its rows, and no file twice does more than once', async () => {
    const row = fc.record({ no: fc.nat(7), level: fc.integer({ min: 0, max: 11 }), boss: fc.nat(9), out: fc.boolean() });
    const file = fc.uniqueArray(row, { selector: ({ no }) => no, maxLength: 8 });
    const text = (rows: readonly { no: number; level: number; boss: number; out: boolean }[]): string =>
      head + rows.map((r) => `${r.no},P${r.no},${r.level},${r.boss},2020-01-01,${r.out ? 'out' : 'in'}\n`).join('');
    const byId = (known: Known) => Object.fromEntries([...known].filter(([, state]) => state.status !== 'none'));
    await fc.assert(fc.asyncProperty(file, file, fc.integer(), async (first, second, turn) => {
      const before = await importFile(text(first), '2026-01-05');
      const after = await importFile(text(second), '2026-02-02', before.known);
      const at = second.length === 0 ? 0 : Math.abs(turn) % second.length;
      const turned = await importFile(text([...second.slice(at), ...second.slice(0, at)]), '2026-02-02', before.known);
      expect(byId(turned.known)).toEqual(byId(after.known));
      const twice = await importFile(text(second), '2026-02-02', after.known);
      expect(byId(twice.known)).toEqual(byId(after.known));
    }), { numRuns: 60 });
  });
});
