import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportOf } from './kit/run-demo.js';

const PATIENCE_MS = 1_200_000;

describe('the demo, twice', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'flipside-demo-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('writes the same report to the last byte, however its requests raced', async () => {
    const [first, second] = [await reportOf(join(folder, 'first')), await reportOf(join(folder, 'second'))];
    expect(JSON.parse(second)).toEqual(JSON.parse(first)); // says what differs
    expect(second).toBe(first);
  }, PATIENCE_MS);
});
