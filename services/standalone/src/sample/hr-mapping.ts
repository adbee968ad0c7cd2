import type { HrColumn } from './hr-columns.js';
import type { HrFile } from './hr-file.js';

const weeks: Readonly<Record<string, readonly number[]>> = {
  'Mon Tue Wed Thu Fri': [1, 2, 3, 4, 5],
  'Mon Tue Wed Thu': [1, 2, 3, 4],
  'Mon Tue Wed': [1, 2, 3],
};

const same = (...words: string[]): Record<string, string> => Object.fromEntries(words.map((word) => [word, word]));
const of = (column: HrColumn): { column: HrColumn } => ({ column });

/** The column mapping with which a file of the sample is uploaded. @param managers how the file names line managers. */
export function hrMapping({ asOf, coverage }: Pick<HrFile, 'asOf' | 'coverage'>, managers: 'number' | 'name' = 'number') {
  return {
    source: 'halden-hr',
    asOf,
    coverage,
    dates: { formats: ['dd.MM.yyyy'] },
    number: of('Employee Number'),
    legalEntity: of('Legal Entity'),
    name: { columns: ['First Name', 'Last Name'] satisfies HrColumn[] },
    email: of('E-mail'),
    unit: { path: [of('Unit Path')], separator: '/', code: of('Unit Code') },
    title: of('Title'),
    level: of('Grade'),
    manager: managers === 'name' ? { by: 'name', ...of('Manager Name') } : byNumber('Manager Number', 'Manager Entity'),
    dottedLine: byNumber('Dotted-line Number', 'Dotted-line Entity'),
    appraiser: byNumber('Appraiser Number', 'Appraiser Entity'),
    topOfTree: { numbers: ['100001'] },
    site: of('Site'),
    country: of('Country'),
    zone: of('Time Zone'),
    type: { ...of('Employment Type'), values: same('employee', 'contractor', 'agency', 'trainee') },
    status: { ...of('Status'), values: same('active', 'future-start', 'left') },
    workingDays: { ...of('Working Days'), values: weeks },
    fte: { ...of('FTE'), full: 1 },
    startsOn: of('Start Date'),
    endsOn: of('End Date'),
    effectiveOn: of('Valid From'),
    exitReason: { ...of('Exit Reason'), values: same('voluntary', 'involuntary', 'end-of-term') },
    absence: { from: of('Absence From'), to: of('Absence To') },
  };
}

/** The same file without a column of the mapping: its import fails before its first row. */
export function withoutGrade(csv: Buffer): Buffer {
  const [header, ...rows] = csv.toString('latin1').split('\n');
  return Buffer.from([header!.replace('Grade', 'Something else'), ...rows].join('\n'), 'latin1');
}

function byNumber(column: HrColumn, entity: HrColumn) {
  return { by: 'number', ...of(column), legalEntity: of(entity) };
}
