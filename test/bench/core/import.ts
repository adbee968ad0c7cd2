import type { Line } from '../line.js';
import { apiOf, settled, until } from './product/api.js';
import { hrFile, hrMapping } from './product/hr-file.js';
import { withProduct, type Product } from './product/product.js';

const ROWS = 100_000;
const LIMIT_S = 60;
/** In MB. The collector lets the heap grow for a while whatever is done; with the rows it may not grow. */
const GROWTH_MB = 150;

interface ImportView {
  readonly state: string;
  readonly progress: { readonly stage: string; readonly line: number };
  readonly counts: { readonly registered: number } | null;
}

/** A file of HR with 100,000 people through the gateway into an empty product; then the same file again. */
export async function importBench(): Promise<readonly Line[]> {
  return withProduct((product) => measured(product, ROWS));
}

export async function measured(product: Product, rows: number): Promise<readonly Line[]> {
  const hr = await apiOf(product.address, ['hr-integration']);
  const mapping = await hr.ask<{ id: string }>('POST', '/v1/hr-mappings', { name: 'Bench', mapping: hrMapping });
  const memory = watchMemory(product);
  const begun = performance.now();
  const seconds = (): number => Number(((performance.now() - begun) / 1_000).toFixed(1));
  const { body: { id } } = await hr.ask<{ id: string }>('POST', `/v1/hr-imports?mapping=${mapping.body.id}&asOf=2026-01-12`, hrFile(rows));
  const uploaded = seconds();
  const look = async (): Promise<ImportView> => (await hr.ask<ImportView>('GET', `/v1/hr-imports/${id}`)).body;
  let stage = '';
  const done = await until(look, ({ state, progress }) => {
    if (progress.stage !== stage) note(`${progress.stage} after ${seconds()} s`);
    stage = progress.stage;
    return state === 'completed' || state === 'failed';
  }, 250, 600_000);
  const completed = seconds();
  const samples = memory.stop();
  if (done.counts?.registered !== rows) throw new Error(`${JSON.stringify(done)} instead of ${rows} people`);
  await settled(product.address);
  const all = seconds();
  note(`uploaded after ${uploaded} s, completed after ${completed} s, everything settled after ${all} s`);
  note(`processor time of the program ${product.processorTime()?.toFixed(1)} s; memory in MB every 5 s: ${samples.every5.join(' ')}`);
  const name = `import of ${rows.toLocaleString('en')} rows`;
  return [
    limit(`${name}, until it is completed`, completed, 's', LIMIT_S),
    { ...limit(`${name}, until all services have settled`, all, 's', LIMIT_S), goal: null, holds: true },
    limit(`${name}, growth of memory in the second half`, samples.growth, 'MB', GROWTH_MB),
  ];
}

function limit(bench: string, ours: number, unit: string, goal: number): Line {
  return { bench, ours, peer: null, ratio: null, unit, goal, holds: ours <= goal };
}

function note(text: string): void {
  process.stderr.write(`  ${text}\n`);
}

/** How much more memory the program has in the second half of the rows than it had in the first. */
function watchMemory(product: Product): { stop(): { readonly growth: number; readonly every5: readonly number[] } } {
  const samples: number[] = [];
  const timer = setInterval(() => samples.push(product.memory() ?? 0), 500);
  return {
    stop: () => {
      clearInterval(timer);
      const half = Math.max(1, Math.floor(samples.length / 2));
      return {
        growth: Math.max(0, Math.max(...samples.slice(half)) - Math.max(...samples.slice(0, half))),
        every5: samples.filter((_, index) => index % 10 === 0),
      };
    },
  };
}
