import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { RUN_TS } from '@flipside/testing/run-ts';

const PROGRAM = `
  import { stopOnSignals } from '${new URL('./stop-on-signals.ts', import.meta.url).href}';
  stopOnSignals(async () => {
    console.log('stopping');
    await new Promise((resolve) => process.send('stopped', resolve));
  });
  setInterval(() => console.log('news'), 10);
`;

describe('a program that started others', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'nobody reads what it says'] as const)('stops them at its end: %s', async (end) => {
    const child = spawn(process.execPath, [...RUN_TS, '--input-type=module', '--eval', PROGRAM], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    const told: unknown[] = [];
    child.on('message', (message) => told.push(message));
    await once(child.stdout!, 'data');
    if (end.startsWith('SIG')) child.kill(end as NodeJS.Signals);
    else child.stdout!.destroy();
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(told).toEqual(['stopped']);
  });
});
