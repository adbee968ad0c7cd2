import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findingOf, truthNames } from '@flipside/standalone/sample/truths';
import { recount, type Report } from '../watched/kit/recount-demo.js';
import { WatchedDemo, type Watched } from '../watched/kit/watched-demo.js';
import { saidInTheDemo, Words } from '../watched/kit/words.js';
import { codesIn, runDemo, type DemoReport } from './kit/run-demo.js';

/** The demo is quick on an idle machine; a busy one gets its time. */
const PATIENCE_MS = 600_000;

describe('the demo', () => {
  let demo: WatchedDemo;
  let watched: Watched;
  beforeAll(async () => {
    demo = await WatchedDemo.prepare();
    watched = await demo.run();
  }, PATIENCE_MS);
  afterAll(() => demo?.close(), PATIENCE_MS);

  it('goes from the HR file to the proof, and finds what the sample planted and nothing else', async () => {
    const { code, said, report } = watched;
    expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('Every effect was read back') });
    const { heading, objectives } = JSON.parse(await readFile(report, 'utf8')) as DemoReport;
    expect(heading).toBe('simulated people');
    expect(await codesIn(report)).toEqual(new Set(truthNames.map((name) => findingOf[name])));
    expect(objectives.cells.map(({ labels }) => labels.verdict).sort()).toEqual(['met', 'missed']);
  });

  it('shows in every figure what the contracts before it say, counted a second way', async () => {
    const { live, released, differing } = await recount(await demo.after(), JSON.parse(await readFile(watched.report, 'utf8')) as Report);
    expect(differing.slice(0, 20)).toEqual([]); // the first ones say enough
    expect(released.releases).toBe(9 * 6 + 3 * 2); // nine months and three rounds
    expect(released.numbers).toBeGreaterThan(7_000);
    expect(released.intervals).toBeGreaterThan(4_000);
    expect(live.numbers).toBeGreaterThan(700);
  }, PATIENCE_MS);

  it('tells no name, address, number or word of anybody in its feed, its output, its logs or its traces', async () => {
    const after = await demo.after();
    const words = new Words([...(await after.sealedTexts()), ...(await saidInTheDemo())]);
    const { said, traces, serverLog } = watched;
    const feed = await after.publicFeed();
    expect([words.single.size > 1_500, words.texts.length > 40, feed.length > 5e6, watched.spans > 50_000, said.split('\n{').length > 10_000]).not.toContain(false);
    const places = { feed, traces, serverLog, said };
    expect(Object.entries(places).map(([place, text]) => [place, words.in(text)])).toEqual(Object.keys(places).map((place) => [place, []]));
  }, PATIENCE_MS);
});

describe('the demo, interrupted', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'flipside-demo-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('stops in order when it is interrupted, and leaves no server behind', async () => {
    const { child, said, code } = runDemo(join(folder, 'data'), join(folder, 'report.json'));
    while (!existsSync(join(folder, 'data', 'postgres', 'owner.json'))) await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill('SIGINT');
    expect(await code).not.toBe(0);
    expect(await said).toContain('Stopping');
    expect(existsSync(join(folder, 'data', 'postgres', 'owner.json'))).toBe(false);
  }, PATIENCE_MS);
});
