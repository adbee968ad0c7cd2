// What jest wrote with --json. `results.mjs failed FILE`: the test files that failed, one a line.
// `results.mjs counts FILE [AGAIN]`: tests passed, failed and skipped; a file that ran again counts by its second run.
import { existsSync, readFileSync } from 'node:fs';

const [wanted, ...files] = process.argv.slice(2);
const runs = files.filter((file) => existsSync(file)).map((file) => JSON.parse(readFileSync(file, 'utf8')).testResults);
const last = new Map(runs.flat().map((suite) => [suite.name, suite]));
const suites = [...last.values()];
const failed = suites.filter(({ status }) => status === 'failed');

if (wanted === 'failed') for (const { name } of failed) console.log(name);
else {
  const count = (status) => suites.flatMap(({ assertionResults }) => assertionResults).filter((test) => test.status === status).length;
  const broken = failed.filter(({ assertionResults }) => assertionResults.every((test) => test.status !== 'failed')).length;
  console.log(count('passed'), count('failed') + broken, count('pending'));
}
