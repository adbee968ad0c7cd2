import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { commandOf, startOf } from '@flipside/embedded-postgres/process-identity';
import { RUN_TS } from '@flipside/testing/run-ts';

describe('a bench that ends before its end', () => {
  it.each(['rejection', 'exception', 'SIGTERM'] as const)('leaves nothing running, and says why: %s', async (how) => {
    const file = fileURLToPath(new URL('./testing/program.ts', import.meta.url));
    const child = fork(file, [], { execArgv: [...RUN_TS], stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
    const said = text(child.stderr!);
    const [{ pid }] = (await once(child, 'message')) as [{ pid: number }];
    const [, folder] = / -D (\S+)\/cluster /.exec((await commandOf(pid))!)!;
    expect(existsSync(folder!)).toBe(true);
    const exited = once(child, 'exit');
    if (how === 'SIGTERM') child.kill(how);
    else child.send(how);
    expect(await exited).toEqual([1, null]);
    expect([await startOf(pid), existsSync(folder!)]).toEqual([undefined, false]);
    expect(await said).toContain(how);
  });
});
