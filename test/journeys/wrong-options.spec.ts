import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { truthNames } from '@flipside/standalone/sample/truths';
import { RUN_TS } from '@flipside/testing/run-ts';
import { runDemo } from './kit/run-demo.js';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'flipside-options-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the demo with a wrong option', () => {
  it.each([
    ['a truth that there is not', ['--without', 'skillThatRose'], truthNames.join(', ')],
    ['no truth', ['--without', ''], truthNames.join(', ')],
    ['an unknown option', ['--witout', 'skillThatRises'], "'--witout'"],
    ['something beside its options', ['skillThatRises'], "'skillThatRises'"],
  ])('refuses %s and begins nothing', async (_, further, says) => {
    const { said, code } = runDemo(join(folder, 'data'), join(folder, 'report.json'), ...further);
    const text = await said;
    expect({ code: await code, text }).toEqual({ code: 2, text: expect.stringContaining(says) });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a program with a wrong option', () => {
  it.each([
    ['main', '--prot', 'npm start --', '--port N'],
    ['cluster/main', '--prot', 'npm run cluster --', '--port N'],
    ['reset', '--yse', 'npm run reset --', '--yes'],
  ])('says so and what there is, and begins nothing: %s', async (program, wrong, command, right) => {
    const file = fileURLToPath(new URL(`../../services/standalone/src/${program}.ts`, import.meta.url));
    const env = { ...process.env, FLIPSIDE_MODE: 'development' };
    const child = spawn(process.execPath, [...RUN_TS, file, wrong], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [said, refused, [code]] = await Promise.all([child.stdout.toArray(), child.stderr.toArray(), once(child, 'exit')]);
    expect([said.join(''), code]).toEqual(['', 2]);
    expect(refused.join('')).toMatch(new RegExp(`^Unknown option '${wrong}'\\.\nUsage: ${command} \\[OPTION …\\]\n(  --.+\n)*  ${right} `));
    expect(await readdir(folder)).toEqual([]);
  });
});
