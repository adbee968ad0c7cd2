import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

// node npm_peer.mjs FOLDER PACKAGE: commands and answers as in scipy_peer.py.
const [folder, name] = process.argv.slice(2);
const require = createRequire(`${folder}/package.json`);
const loaded = await import(pathToFileURL(require.resolve(name)).href);
let costs = [];

/** Pairs [row, column] of the least cost, in the form of each package. */
const solvers = {
  munkres: (matrix) => (loaded.munkres ?? loaded.default.munkres ?? loaded.default)(matrix),
  'linear-sum-assignment': (matrix) => {
    const { rowAssignments } = loaded.linearSumAssignment(matrix, { maximaze: false });
    return Array.from(rowAssignments, (column, row) => [row, column]);
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  if (command.load) {
    const bytes = readFileSync(`${command.load}.scores`);
    const scores = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    const side = Math.round(Math.sqrt(scores.length));
    costs = Array.from({ length: side }, (_, i) => Array.from(scores.subarray(i * side, (i + 1) * side), (score) => 1_000_000 - score));
    console.log(JSON.stringify({ milliseconds: 0, processor: 0, cost: '' }));
    continue;
  }
  const matrix = costs.map((row) => row.slice());
  const [began, spent] = [performance.now(), process.cpuUsage()];
  const pairs = solvers[name](matrix);
  const milliseconds = performance.now() - began;
  const { user, system } = process.cpuUsage(spent);
  console.log(JSON.stringify({ milliseconds, processor: (user + system) / 1000, cost: String(pairs.reduce((sum, [row, column]) => sum + costs[row][column], 0)) }));
}
