import { printFigure, printFindings } from './report-tables.js';

const SILO = '133c7719-b45b-58a2-a420-c4dfce407f96';
const names = new Map([[SILO, 'Logistics']]);

function printed(print: (tell: { line(text?: string): void; table(headers: readonly string[], rows: readonly (readonly unknown[])[]): void }) => void) {
  const rows: unknown[][] = [];
  const lines: string[] = [];
  print({ line: (text = '') => void lines.push(text), table: (_, all) => void rows.push(...all.map((row) => [...row])) });
  return { rows, lines };
}

describe('the report as tables', () => {
  it('begins with the whole programme, names what it speaks of, and counts what has no value by its reason', () => {
    const { rows, lines } = printed((tell) => printFigure(tell, names, { figure: 'dose', period: '2026-10', cells: [
      { key: { silo: SILO, dimension: 'cohort=none' }, values: { dose: { value: 0.914, n: 14, interval: [0.8, 1], missing: { absent: 2 } }, alpha: { value: null, why: 'hidden' } } },
      { key: { dimension: 'cohort=none' }, values: { dose: { value: 1, n: 104 } } },
    ] }));
    expect(rows).toEqual([
      ['whole programme', 'dose', '1', '', 104, ''],
      ['Logistics', 'dose', '0.91', '0.80 to 1', 14, '2 absent'],
    ]);
    expect(lines).toEqual(['\n     dose, 2026-10', '     without a value: 1 hidden']);
  });

  it('shows a finding with where it was found, the programme left out', () => {
    const { rows } = printed((tell) => printFindings(tell, names, [
      { code: 'silo-not-crossed', figure: 'silo-crossing', scope: { programmeId: 'p', dimension: `touching=${SILO}` }, value: 0, interval: [0, 0.23], threshold: 0.8166 },
    ]));
    expect(rows).toEqual([['silo-not-crossed', 'silo-crossing', 'Logistics', '0', '0 to 0.23', '0.82']]);
  });
});
