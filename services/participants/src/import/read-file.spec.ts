import { parseMapping, type ImportMapping } from './mapping.js';
import { readFile } from './read-file.js';
import type { ReadRow } from './interpret-row.js';

const mapping: ImportMapping = {
  source: 'hr',
  asOf: '2026-01-05',
  coverage: 'full',
  dates: { formats: ['yyyy-MM-dd'] },
  number: { column: 'No' },
  legalEntity: { column: 'Entity' },
  name: { columns: ['First', 'Last'] },
  email: { column: 'Mail' },
  unit: { path: [{ column: 'Unit' }], separator: '/' },
  title: { column: 'Title' },
  level: { column: 'Grade', table: { 'AA ': 1, SCS2: 10 } },
  manager: { by: 'number', column: 'Boss' },
  country: { column: 'Land', values: { France: 'FR' } },
  zone: { constant: 'Europe/Paris' },
  type: { column: 'Type', values: { Perm: 'employee', Temp: 'contractor' } },
  status: { column: 'Status', values: { Active: 'active', Gone: 'left', Leave: 'absent', Soon: 'future-start' } },
  workingDays: { column: 'Days', values: { 'Mo-Fr': [1, 2, 3, 4, 5] } },
  fte: { column: 'FTE', full: 100 },
  startsOn: { column: 'Start' },
  endsOn: { column: 'End' },
  exitReason: { column: 'Why', values: { Resigned: 'voluntary' } },
  absence: { from: { column: 'Away' }, to: { column: 'Back' } },
};
const columns = 'No,Entity,First,Last,Mail,Unit,Title,Grade,Boss,Land,Type,Status,Days,FTE,Start,End,Why,Away,Back'.split(',');
const ada: Cells = {
  No: '1001', Entity: 'F1', First: 'Ada', Last: 'Quill', Mail: 'ada@example.org', Unit: 'Finance/Treasury', Title: 'Analyst ',
  Grade: '3', Boss: '7', Land: 'france', Type: 'perm', Status: 'ACTIVE', Days: 'Mo-Fr', FTE: '80', Start: '2023-04-01',
};

type Cells = Readonly<Record<string, string>>;

async function read(row: Cells, changes: Partial<ImportMapping> = {}): Promise<ReadRow> {
  const cells = columns.map((column) => `"${(row[column] ?? '').replaceAll('"', '""')}"`);
  const [first] = await readAll(`${columns.join(',')}\n${cells.join(',')}\n`, { ...mapping, ...changes });
  return first!;
}

async function readAll(file: string, as = mapping, after = 0): Promise<readonly ReadRow[]> {
  const source = (async function* () { yield Buffer.from(file); })();
  const found: ReadRow[] = [];
  for await (const row of (await readFile(source, parseMapping(as), after)).rows) found.push(row);
  return found;
}

const rejected = async (changes: Cells, mapped: Partial<ImportMapping> = {}) => {
  const found = await read({ ...ada, ...changes }, mapped);
  return 'rejected' in found ? [found.rejected.field, found.rejected.code] : found;
};
const stated = async (changes: Cells, mapped: Partial<ImportMapping> = {}) => {
  const found = await read({ ...ada, ...changes }, mapped);
  if ('rejected' in found) throw new Error(JSON.stringify(found.rejected));
  return found.row;
};

describe('a row', () => {
  it('says in our words what its columns say', async () =>
    expect(await read(ada)).toEqual({
      row: {
        line: 2,
        key: { source: 'hr', legalEntity: 'F1', number: '1001' },
        identity: { name: 'Ada Quill', email: 'ada@example.org' },
        unit: { path: ['Finance', 'Treasury'], code: null },
        managers: { line: { by: 'number', number: '7', legalEntity: null }, dottedLine: [], appraiser: null },
        employment: {
          title: 'Analyst', level: 3, topOfTree: false, site: null, country: 'FR', zone: 'Europe/Paris', legalEntity: 'F1',
          type: 'employee', status: 'active', workingDays: [1, 2, 3, 4, 5], fte: 0.8, startsOn: '2023-04-01', endsOn: null,
          exitReason: null,
        },
        effectiveOn: '2026-01-05',
        reason: 'unknown',
        absence: null,
        notices: [],
      },
    }));

  it('leaves unknown what it does not say, and says so', async () => {
    const { employment, unit, notices, identity } = await stated({
      Mail: 'none', Unit: '', Grade: 'B7', Land: 'Elsewhere', Type: '?', Days: '', FTE: 'half', Start: '',
    });
    expect([unit, identity.email]).toEqual([null, null]);
    expect(employment).toMatchObject({ level: null, country: null, type: null, workingDays: null, fte: null, startsOn: null });
    expect([...notices].sort()).toEqual([
      'email-invalid', 'unknown-country', 'unknown-fte', 'unknown-level', 'unknown-start', 'unknown-type', 'unknown-unit',
      'unknown-working-days',
    ]);
  });

  it('has a level by table or number, from 1 to 10', async () => {
    expect((await stated({ Grade: ' aa' })).employment.level).toBe(1);
    expect((await stated({ Grade: '10.0' })).employment.level).toBe(10);
    expect((await stated({ Grade: '3.5' })).employment.level).toBeNull();
    expect(await rejected({ Grade: '0' })).toEqual(['level', 'level-out-of-range']);
    expect(await rejected({ Grade: '11' })).toEqual(['level', 'level-out-of-range']);
    expect(await rejected({ Grade: '-1' })).toEqual(['level', 'level-out-of-range']);
  });

  it('is rejected for what can not be', async () => {
    expect(await rejected({ No: ' ' })).toEqual(['number', 'number-missing']);
    expect(await rejected({ First: '', Last: '' })).toEqual(['name', 'name-missing']);
    expect(await rejected({ Start: '2024-02-30' })).toEqual(['startsOn', 'impossible-date']);
    const both = { dates: { formats: ['dd/MM/yyyy', 'MM/dd/yyyy'] } };
    expect(await rejected({ Start: '01/02/2024' }, both)).toEqual(['startsOn', 'ambiguous-date']);
    expect(await rejected({ FTE: '180' })).toEqual(['fte', 'fte-out-of-range']);
    expect(await rejected({ Status: 'Whatever' })).toEqual(['status', 'unknown-status']);
    expect(await rejected({ Status: '' })).toEqual(['status', 'unknown-status']);
    expect(await rejected({ Title: 'x'.repeat(301) })).toEqual(['title', 'value-too-long']);
    expect(await rejected({ Title: 'x\u0000y' })).toEqual(['title', 'control-character']);
    expect(await rejected({ Type: '?' }, { type: { column: 'Type', values: { Perm: 'employee' }, otherwise: 'reject' } }))
      .toEqual(['type', 'unknown-value']);
    expect(await rejected({ Away: '2026-03-01', Back: '2026-02-01' })).toEqual(['absence', 'absence-ends-before-start']);
  });

  it('is rejected for what contradicts itself', async () => {
    expect(await rejected({ End: '2023-03-31' })).toEqual(['endsOn', 'end-before-start']);
    expect(await rejected({ End: '2025-12-31' })).toEqual(['endsOn', 'employed-after-end']);
    expect(await rejected({ Status: 'Gone', End: '2026-12-31' })).toEqual(['endsOn', 'left-before-end']);
    expect(await rejected({ Start: '2026-02-01' })).toEqual(['startsOn', 'employed-before-start']);
    expect(await rejected({ Status: 'Soon' })).toEqual(['status', 'started-already']);
  });

  it('may say that somebody left, will come, will go, or is away', async () => {
    const gone = await stated({ Status: 'Gone', End: '2025-12-31', Why: 'resigned' });
    expect(gone.employment).toMatchObject({ status: 'left', endsOn: '2025-12-31', exitReason: 'voluntary' });
    expect((await stated({ Status: 'Gone' })).notices).toEqual(['unknown-end']);
    expect((await stated({ Status: 'Soon', Start: '2026-02-01' })).employment.status).toBe('future-start');
    const going = await stated({ End: '2026-06-30' });
    expect(going.employment).toMatchObject({ status: 'active', endsOn: '2026-06-30', exitReason: 'unknown' });
    const away = await stated({ Status: 'Leave', Away: '2026-01-01', Back: '2026-03-31' });
    expect([away.employment.status, away.absence]).toEqual(['absent', { from: '2026-01-01', to: '2026-03-31' }]);
  });

  it('means left where a rule of the mapping says so, whatever its status', async () => {
    const rule = { left: [{ column: 'Why', values: ['dismissed'] }] };
    expect((await stated({ Why: 'Dismissed' }, rule)).employment.status).toBe('left');
  });

  it('has a status by its dates where the file has none', async () => {
    const without = { status: undefined as never };
    expect((await stated({}, without)).employment.status).toBe('active');
    expect((await stated({ End: '2025-12-31' }, without)).employment.status).toBe('left');
    expect((await stated({ Start: '2026-02-01' }, without)).employment.status).toBe('future-start');
  });

  it('holds from another day where the file says so', async () => {
    const dated = { effectiveOn: { column: 'Away' }, absence: undefined as never };
    expect((await stated({ Away: '2026-06-01' }, dated)).effectiveOn).toBe('2026-06-01');
  });

  it('names managers by number or name, one or several, and declares the top of the tree', async () => {
    const managers = async (changes: Cells, mapped: Partial<ImportMapping>) => {
      const { managers: named, employment } = await stated(changes, mapped);
      return { ...named, top: employment.topOfTree };
    };
    const none = { line: null, dottedLine: [], appraiser: null, top: false };
    expect(await managers({ Boss: 'Bob  Hill' }, { manager: { by: 'name', column: 'Boss' } }))
      .toEqual({ ...none, line: { by: 'name', name: 'Bob Hill' } });
    const number = (text: string, legalEntity: string | null = null) => ({ by: 'number', number: text, legalEntity });
    const dotted = { by: 'number', column: 'Mail', separator: ';', legalEntity: { column: 'Entity' } } as const;
    expect(await managers({ Mail: '8; 9' }, { dottedLine: dotted, email: undefined as never }))
      .toEqual({ ...none, line: number('7'), dottedLine: [number('8', 'F1'), number('9', 'F1')] });
    expect(await managers({ Boss: '1001' }, { topOfTree: { selfManaged: true } })).toEqual({ ...none, top: true });
    expect(await managers({ Boss: '' }, { topOfTree: { numbers: ['1001'] } })).toEqual({ ...none, top: true });
    expect(await managers({ Boss: '' }, { topOfTree: { column: 'Title', values: ['analyst'] } })).toEqual({ ...none, top: true });
    expect(await managers({ Boss: 'None' }, { topOfTree: { column: 'Boss', values: ['none'] } })).toEqual({ ...none, top: true });
    const both = { topOfTree: { numbers: ['1001'], column: 'Boss', values: ['none'] } };
    expect(await rejected({}, both)).toEqual(['manager', 'top-of-tree-has-manager']);
    expect(await rejected({}, { topOfTree: { numbers: ['1001'] } })).toEqual(['manager', 'top-of-tree-has-manager']);
  });
});

describe('a file', () => {
  const head = columns.join(',');

  it('is refused before its first row for a column that is missing or there twice, or without a header', async () => {
    const missing = { code: 'column-missing', facts: { missing: ['Grade'] } };
    await expect(readAll(head.replace('Grade', 'Rank'))).rejects.toMatchObject(missing);
    await expect(readAll(`${head},Grade`)).rejects.toMatchObject({ code: 'column-twice', facts: { twice: ['Grade'] } });
    await expect(readAll('')).rejects.toMatchObject({ code: 'file-empty' });
    await expect(readAll('"No,Entity')).rejects.toMatchObject({ code: 'header-broken' });
  });

  const minimal: ImportMapping = {
    source: 'hr', asOf: '2026-01-05', coverage: 'partial', number: { column: 'No' }, name: { column: 'Name' },
  };

  it('has columns that nobody mapped in any order, and goes on after a bad row', async () => {
    const found = await readAll('x,Name,No\n1,Ada,7\n2,Bob\n,"Eve\n3,Cy,9\n', minimal);
    expect(found.map((row) => ('row' in row ? row.row.key.number : [row.rejected.line, row.rejected.code]))).toEqual([
      '7', [3, 'wrong-column-count'], [4, 'broken-quotes'], '9',
    ]);
  });

  it('goes on after a line that was read before', async () => {
    const found = await readAll('No,Name\n1,A\n2,B\n3,C\n', minimal, 3);
    expect(found.map((row) => 'row' in row && row.row.line)).toEqual([4]);
  });
});

describe('a mapping', () => {
  it('is refused with the places that are wrong', () => {
    const faultsOf = (changes: object): unknown => {
      try {
        return parseMapping({ ...mapping, ...changes });
      } catch (error) {
        return error;
      }
    };
    expect(faultsOf({ number: undefined })).toMatchObject({ code: 'mapping-invalid' });
    expect(faultsOf({ asOf: 'yesterday' })).toMatchObject({ facts: { faults: [{ path: '/asOf' }] } });
    expect(faultsOf({ salary: { column: 'Pay' } })).toMatchObject({ code: 'mapping-invalid' });
    expect(faultsOf({ level: { column: 'Grade', table: { AA: 11 } } })).toMatchObject({ code: 'mapping-invalid' });
    expect(faultsOf({ startsOn: { column: 'Start', formats: ['YYYY'] } })).toMatchObject({ code: 'date-format-unknown' });
    expect(faultsOf({})).toMatchObject({ source: 'hr' });
  });
});
