import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { truthNames } from '@flipside/standalone/sample/truths';
import { runDemo } from './kit/run-demo.js';

describe('the demo with a wrong option', () => {
  it.each([
    ['a truth that there is not', ['--without', 'skillThatRose'], truthNames.join(', ')],
    ['no truth', ['--without', ''], truthNames.join(', ')],
    ['an unknown option', ['--witout', 'skillThatRises'], "'--witout'"],
    ['something beside its options', ['skillThatRises'], "'skillThatRises'"],
  ])('refuses %s and begins nothing', async (_, further, says) => {
    const folder = await mkdtemp(join(tmpdir(), 'flipside-demo-'));
    try {
      const { said, code } = runDemo(join(folder, 'data'), join(folder, 'report.json'), ...further);
      const text = await said;
      expect({ code: await code, text }).toEqual({ code: 2, text: expect.stringContaining(says) });
      expect(await readdir(folder)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
