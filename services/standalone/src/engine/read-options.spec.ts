import { spawnSync } from 'node:child_process';
import { RUN_TS } from '@flipside/testing/run-ts';

const PROGRAM = `
  import { mustBePort, readOptions } from '${new URL('./read-options.ts', import.meta.url).href}';
  const values = readOptions('npm start --', {
    demo: { type: 'boolean', default: false, says: 'Opens the demo.' },
    port: { type: 'string', default: '8080', takes: 'N', says: 'Port of the gateway.' },
  }, ({ port }) => mustBePort(port));
  console.log(JSON.stringify(values));
`;
const USAGE = 'Usage: npm start -- [OPTION …]\n  --demo    Opens the demo.\n  --port N  Port of the gateway.\n  --help    Shows this.\n';

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...RUN_TS, '--input-type=module', '--eval', PROGRAM, '--', ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('options of a program', () => {
  it('are as given, else their defaults', () => {
    expect(JSON.parse(run().stdout)).toEqual({ demo: false, port: '8080' });
    expect(JSON.parse(run('--demo', '--port=0').stdout)).toEqual({ demo: true, port: '0' });
  });

  it.each([
    [['--prot', '1'], "Unknown option '--prot'."],
    [['demo'], "Unexpected argument 'demo'."],
    [['--demo=yes'], "Option '--demo' does not take an argument."],
    [['--port'], "Option '--port <value>' argument missing."],
    [['--port', 'http'], "--port takes a number from 0 to 65535 (0: any free one), not 'http'."],
    [['--port', '65536'], "--port takes a number from 0 to 65535 (0: any free one), not '65536'."],
  ])('end it with code 2, a line that says what is wrong, and what there is: %j', (args, wrong) => {
    expect(run(...args)).toEqual({ status: 2, stdout: '', stderr: `${wrong}\n${USAGE}` });
  });

  it('are shown where one asks for help', () => {
    expect(run('--help')).toEqual({ status: 0, stdout: USAGE, stderr: '' });
  });
});
