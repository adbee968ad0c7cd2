import { printFigure, printFindings, type Cell } from './report-tables.js';

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
      { key: {}, values: { dose: { value: 1, n: 104 } } },
    ] }));
    expect(rows).toEqual([
      ['whole programme', 'dose', '1', '', 104, ''],
      ['Logistics', 'dose', '0.91', '0.80 to 1', 14, '2 absent'],
    ]);
    expect(lines).toEqual(['\n     dose, 2026-10', '     without a value: 1 hidden']);
  });

  it('says once what a cut by cohorts repeats that there are none of, and tells who is in none apart where there are some', () => {
    const dose = (dimension: string | undefined, n: number): Cell => ({ key: { ...(dimension && { dimension }) }, values: { dose: { value: 1, n } } });
    const placesOf = (...cells: Cell[]) => printed((tell) => printFigure(tell, names, { figure: 'dose', cells })).rows.map(([where, , , , n]) => [where, n]);
    expect(placesOf(dose('cohort=none', 9), dose(undefined, 9))).toEqual([['whole programme', 9]]);
    expect(placesOf(dose('role=mentor;cohort=none', 9), dose('role=mentor', 9))).toEqual([['mentor', 9]]);
    expect(placesOf(dose('cohort=1', 4), dose('cohort=none', 5), dose(undefined, 9))).toEqual([['1', 4], ['no cohort', 5], ['whole programme', 9]]);
  });

  it('shows a finding with where it was found, the programme left out', () => {
    const { rows } = printed((tell) => printFindings(tell, names, [
      { code: 'silo-not-crossed', figure: 'silo-crossing', scope: { programmeId: 'p', dimension: `touching=${SILO}` }, value: 0, interval: [0, 0.23], threshold: 0.8166 },
    ]));
    expect(rows).toEqual([['silo-not-crossed', 'silo-crossing', 'Logistics', '0', '0 to 0.23', '0.82']]);
  });
});
