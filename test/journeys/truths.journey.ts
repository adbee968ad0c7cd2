import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findingOf, truthNames } from '@flipside/standalone/sample/truths';
import { codesIn, runDemo } from './kit/run-demo.js';

const PATIENCE_MS = 600_000;

describe('the demo of a sample without one of its truths', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'flipside-demo-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it.each(truthNames)('does not find it, and finds all others: %s', async (name) => {
    const report = join(folder, 'report.json');
    const { said, code } = runDemo(join(folder, 'data'), report, '--without', name);
    const text = await said;
    expect({ code: await code, text }).toMatchObject({ code: 0 });
    const others = truthNames.filter((other) => other !== name);
    expect(await codesIn(report)).toEqual(new Set(others.map((other) => findingOf[other])));
  }, PATIENCE_MS);
});
