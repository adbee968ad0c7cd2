import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findingOf, truthNames } from '@flipside/standalone/sample/truths';
import { codesIn, runDemo, type DemoReport } from './kit/run-demo.js';

/** The demo is quick on an idle machine; a busy one gets its time. */
const PATIENCE_MS = 600_000;

describe('the demo', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'flipside-demo-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('goes from the HR file to the proof, and finds what the sample planted and nothing else', async () => {
    const file = join(folder, 'report.json');
    const { said, code } = runDemo(join(folder, 'data'), file);
    const text = await said;
    expect({ code: await code, text }).toMatchObject({ code: 0, text: expect.stringContaining('Every effect was read back') });
    const report = JSON.parse(await readFile(file, 'utf8')) as DemoReport;
    expect(report.heading).toBe('simulated people');
    expect(await codesIn(file)).toEqual(new Set(truthNames.map((name) => findingOf[name])));
    expect(report.objectives.cells.map(({ labels }) => labels.verdict).sort()).toEqual(['met', 'missed']);
  }, PATIENCE_MS);

  it('stops in order when it is interrupted, and leaves no server behind', async () => {
    const { child, said, code } = runDemo(join(folder, 'data'), join(folder, 'report.json'));
    while (!existsSync(join(folder, 'data', 'postgres', 'owner.json'))) await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill('SIGINT');
    expect(await code).not.toBe(0);
    expect(await said).toContain('Stopping');
    expect(existsSync(join(folder, 'data', 'postgres', 'owner.json'))).toBe(false);
  }, PATIENCE_MS);
});
