import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * ESLint, failing also where Nx only writes that it has left its boundaries out (it does so where no project graph is
 * cached): a rule that is skipped must not read as one that is kept.
 */
const SKIPPED = 'rule will be skipped';

const eslint = spawn('eslint', ['--max-warnings', '0', ...process.argv.slice(2)], { stdio: ['inherit', 'pipe', 'inherit'] });
let output = '';
eslint.stdout.on('data', (chunk) => {
  output += chunk;
  process.stdout.write(chunk);
});
const [code] = await once(eslint, 'close');
const skipped = output.includes(SKIPPED);
if (skipped) process.stderr.write('\nlint fails: the boundaries between projects were not checked; run `NX_DAEMON=false nx show projects` first\n');
process.exitCode = skipped ? 1 : code;
