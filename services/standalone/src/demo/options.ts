import { readOptions } from '../engine/read-options.js';
import { truthNames, type TruthName } from '../sample/truths.js';

const options = {
  cluster: { type: 'boolean', default: false, says: 'On separate processes over a broker, instead of all in one.' },
  folder: { type: 'string', takes: 'FOLDER', says: 'Is emptied and kept: .flipside/demo, or .flipside/demo-cluster, unless given.' },
  gateway: { type: 'string', takes: 'URL', says: 'Of a new deployment in development mode to go through, instead of an own one.' },
  without: { type: 'string', takes: 'TRUTH', says: `Leaves out one of the sample’s truths: ${truthNames.join(', ')}.` },
  report: { type: 'string', takes: 'FILE', says: 'Where the report is written: beside the folder unless given.' },
} as const;

/** Options of the demo's command line; a wrong one ends the program with code 2 and what would be right. */
export function demoOptions() {
  const values = readOptions('npm run demo --', options, ({ without }) => void truthOf(without));
  return { ...values, without: truthOf(values.without) };
}

/** @throws Error where there is no such truth. */
function truthOf(name: string | undefined): TruthName | undefined {
  const found = truthNames.find((one) => one === name);
  if (name !== undefined && !found) throw new Error(`--without takes one of ${truthNames.join(', ')}; there is no '${name}'.`);
  return found;
}
