import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { RUN_TS } from '@flipside/testing/run-ts';

describe('a program that offers tokens to whoever asks', () => {
  it.each(['main', 'demo/main', 'cluster/main'])('does not start unless it is said that this is wanted: %s', async (program) => {
    const { FLIPSIDE_MODE: _, ...env } = process.env;
    const child = spawn(process.execPath, [...RUN_TS, fileURLToPath(new URL(`./${program}.ts`, import.meta.url))], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [said, refused, [code]] = await Promise.all([child.stdout.toArray(), child.stderr.toArray(), once(child, 'exit')]);
    expect([said.join(''), code]).toEqual(['', 1]);
    expect(refused.join('')).toMatch(/^This program is for development[\s\S]*npm (start|run demo|run cluster)[\s\S]*FLIPSIDE_MODE=development/);
  });
});
