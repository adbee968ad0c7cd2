import { parseArgs } from 'node:util';
import { truthNames, type TruthName } from '../sample/truths.js';

const options = {
  /** On separate processes over a broker, instead of all in one. */
  cluster: { type: 'boolean', default: false },
  /** `.flipside/demo`, or `.flipside/demo-cluster`, unless given. */
  folder: { type: 'string' },
  /** Address of a new deployment in development mode to go through, instead of one in this process. */
  gateway: { type: 'string' },
  /** One of the sample's planted truths, left out. */
  without: { type: 'string' },
  report: { type: 'string' },
} as const;

/** Options of the demo's command line; a wrong one ends the program with code 2 and what would be right. */
export function demoOptions() {
  try {
    const { values } = parseArgs({ options });
    return { ...values, without: truthOf(values.without) };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return process.exit(2);
  }
}

function truthOf(name: string | undefined): TruthName | undefined {
  const found = truthNames.find((one) => one === name);
  if (name !== undefined && !found) throw new Error(`--without takes one of ${truthNames.join(', ')}; there is no '${name}'.`);
  return found;
}
