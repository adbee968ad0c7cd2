import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { compiled } from '../../../libs/testing/run-ts.mjs';

/**
 * `node --import run-ts.mjs --import mutate.mjs FILE.ts` runs sources of which some lines are others: fault points, and mistakes
 * made on purpose. FLIPSIDE_MUTATIONS holds them as JSON: `[{ file, find, put }]`. A text that is not there, or is not the only
 * one, ends the program: a mutation that changes nothing would prove nothing.
 */
const mutations = JSON.parse(process.env.FLIPSIDE_MUTATIONS ?? '[]');

registerHooks({
  load(url, context, nextLoad) {
    const own = mutations.filter(({ file }) => url.endsWith(`/${file}`));
    if (own.length === 0) return nextLoad(url, context);
    const filename = fileURLToPath(url);
    const source = own.reduce((text, mutation) => replaced(text, mutation), readFileSync(filename, 'utf8'));
    return { format: 'module', source: compiled(filename, source), shortCircuit: true };
  },
});

function replaced(text, { file, find, put }) {
  const parts = text.split(find);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times: ${find}`);
  return parts.join(put);
}
