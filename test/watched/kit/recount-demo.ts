import type { AfterTheDemo } from './after-the-demo.js';
import { compare, tooFew, type Compared } from './differences.js';
import { Recount, type Cell, type Release } from './recount.js';

/** The report as the sponsor read it at the end of the demo. */
export interface Report {
  readonly programmeId: string;
  readonly asOf: string;
  readonly live: readonly Live[];
  readonly released: readonly Release[];
  readonly objectives: Live;
}

interface Live {
  readonly figure: string;
  readonly cells: readonly Cell[];
}

interface Definition {
  readonly code: string;
  readonly appears: 'live' | 'month' | 'round';
  readonly measures: Readonly<Record<string, { readonly unit: string }>>;
}

export interface Recounted {
  readonly live: Omit<Compared, 'differing'>;
  readonly released: Omit<Compared, 'differing'> & { readonly releases: number };
  readonly differing: readonly string[];
}

/** A day in the season: live figures are asked for as of then, too. */
const EARLIER = '2026-05-15T00:00:00.000Z';

/** Every figure that the demo's gateway tells beside what contracts and keys of its own time make of it. */
export async function recount(demo: AfterTheDemo, report: Report): Promise<Recounted> {
  const counted = new Recount(demo);
  const { items: catalogue } = await demo.get<{ items: readonly Definition[] }>('/v1/figures', 'analyst');
  const [live, released, differing]: [Compared[], Compared[], string[]] = [[], [], []];
  const note = (where: string, found: readonly string[]) => differing.push(...found.map((one) => `${where} ${one}`));
  for (const definition of catalogue) {
    const { code, appears } = definition;
    const asked = `programmeId=${report.programmeId}`;
    if (appears === 'live') {
      const then = await demo.get<Live>(`/v1/figures/${code}?${asked}&asOf=${EARLIER}`, 'analyst');
      for (const [asOf, { cells }] of [[EARLIER, then], [report.asOf, liveIn(report, code)]] as const) {
        const compared = compare({ cells, units: unitsOf(definition), expected: await counted.live(code, asOf) });
        live.push(compared);
        note(`${code} as of ${asOf}`, compared.differing);
      }
      continue;
    }
    const { items } = await demo.get<{ items: readonly Release[] }>(`/v1/releases?${asked}&figure=${code}`, 'analyst');
    if (JSON.stringify(items.at(-1)) !== JSON.stringify(report.released.find(({ figure }) => figure === code))) differing.push(`${code}: the report has another release`);
    const expected = new Map(await Promise.all(items.map(async (release) => [release.period, await counted.release(release)] as const)));
    for (const { period, cells, k } of items) {
      const shown = { cells, units: unitsOf(definition), expected: expected.get(period)!, before: (earlier: string) => expected.get(earlier)! };
      const compared = compare(shown);
      released.push(compared);
      note(`${code} of ${period}`, [...compared.differing, ...tooFew(shown, k)]);
    }
  }
  return { live: sumOf(live), released: { ...sumOf(released), releases: released.length }, differing };
}

function liveIn({ live, objectives }: Report, code: string): Live {
  return [...live, objectives].find(({ figure }) => figure === code)!;
}

function unitsOf({ measures }: Definition): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(measures).map(([name, { unit }]) => [name, unit]));
}

function sumOf(compared: readonly Compared[]): Omit<Compared, 'differing'> {
  const sum = (of: (one: Compared) => number): number => compared.reduce((total, one) => total + of(one), 0);
  return { numbers: sum(({ numbers }) => numbers), intervals: sum(({ intervals }) => intervals) };
}
