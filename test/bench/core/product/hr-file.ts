/** An HR file of so many made-up rows, 22 columns and about 240 bytes each; managers may come after their reports. */
export function hrFile(rows: number): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      if (next === 0) controller.enqueue(encoder.encode(`${columns.join(',')}\n`));
      const until = Math.min(next + 500, rows);
      let chunk = '';
      for (; next < until; next++) chunk += `${rowOf(rows - 1 - next)}\n`;
      controller.enqueue(encoder.encode(chunk));
      if (next === rows) controller.close();
    },
  });
}

const columns = [
  'Number', 'Entity', 'First', 'Last', 'E-mail', 'Unit', 'Unit Code', 'Title', 'Grade', 'Manager', 'Site', 'Country', 'Zone', 'Type',
  'Status', 'FTE', 'Days', 'Start', 'End', 'Exit Reason', 'Absent From', 'Absent To',
];

const places = [['Halden', 'NO', 'Europe/Oslo'], ['Porto', 'PT', 'Europe/Lisbon'], ['Osaka', 'JP', 'Asia/Tokyo']] as const;
const SPAN = 8;

/** The nth person from the top of the tree, with eight reports each. */
function rowOf(n: number): string {
  const [site, country, zone] = places[n % 3]!;
  const manager = n === 0 ? '-' : String(100_001 + Math.floor((n - 1) / SPAN));
  const depth = Math.floor(Math.log(n * (SPAN - 1) + 1) / Math.log(SPAN));
  const silo = n % 8;
  const team = n % 400;
  return [
    String(100_001 + n), `E${n % 3}`, `Given${n % 977}`, `Family${n % 3_001}`, `given.family.${n}@example.org`,
    `Silo ${silo}/Department ${team % 40}/Team ${team}`, `T${team}-${silo}`, `Title ${n % 120}`, String(Math.max(1, 10 - depth)), manager,
    site, country, zone, n % 50 === 0 ? 'contractor' : 'employee', 'active', n % 9 === 0 ? '0.8' : '1', n % 9 === 0 ? 'Mon-Thu' : 'Mon-Fri',
    `${1 + (n % 28)}.0${1 + (n % 9)}.20${10 + (n % 14)}`, '', '', n % 100 === 0 ? '02.03.2026' : '', n % 100 === 0 ? '30.06.2026' : '',
  ].join(',');
}

/** The mapping with which it is imported. */
export const hrMapping = {
  source: 'bench', coverage: 'full', dates: { formats: ['d.MM.yyyy'] },
  number: { column: 'Number' }, name: { columns: ['First', 'Last'] }, email: { column: 'E-mail' },
  unit: { path: [{ column: 'Unit' }], separator: '/', code: { column: 'Unit Code' } },
  title: { column: 'Title' }, level: { column: 'Grade' },
  manager: { by: 'number', column: 'Manager' }, topOfTree: { column: 'Manager', values: ['-'] },
  site: { column: 'Site' }, country: { column: 'Country' }, zone: { column: 'Zone' },
  type: { column: 'Type', values: { employee: 'employee', contractor: 'contractor' } },
  status: { column: 'Status', values: { active: 'active', left: 'left' } },
  workingDays: { column: 'Days', values: { 'Mon-Fri': [1, 2, 3, 4, 5], 'Mon-Thu': [1, 2, 3, 4] } },
  fte: { column: 'FTE' }, startsOn: { column: 'Start' }, endsOn: { column: 'End' },
  exitReason: { column: 'Exit Reason', values: { voluntary: 'voluntary' } },
  absence: { from: { column: 'Absent From' }, to: { column: 'Absent To' } },
};
