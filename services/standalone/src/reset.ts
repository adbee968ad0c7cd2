import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { emptyCluster } from './cluster/empty-cluster.js';
import { emptyFolder } from './engine/empty-folder.js';

const { values } = parseArgs({ options: { yes: { type: 'boolean', default: false }, demo: { type: 'boolean', default: false }, cluster: { type: 'boolean', default: false } } });
const path = values.demo ? '.flipside/demo' : values.cluster ? '.flipside/cluster' : '.flipside/data';

if (!existsSync(path)) {
  process.stdout.write(`There is nothing in ${path}.\n`);
} else if (values.yes || (await confirmed())) {
  await (values.cluster ? emptyCluster(path) : emptyFolder(path));
  process.stdout.write(`${path} is empty.\n`);
} else {
  process.stdout.write('Nothing was removed.\n');
}

async function confirmed(): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Everything in ${path} will be gone for good: all people, pairings, events. Type "empty" to go on: `);
  terminal.close();
  return answer.trim() === 'empty';
}
