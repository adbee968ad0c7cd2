import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { emptyCluster } from './cluster/empty-cluster.js';
import { emptyFolder } from './engine/empty-folder.js';
import { readOptions } from './engine/read-options.js';

const values = readOptions('npm run reset --', {
  demo: { type: 'boolean', default: false, says: 'Empties .flipside/demo, instead of .flipside/data.' },
  cluster: { type: 'boolean', default: false, says: 'Empties .flipside/cluster, instead of .flipside/data.' },
  yes: { type: 'boolean', default: false, says: 'Does not ask first.' },
});
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
