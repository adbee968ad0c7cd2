import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyFolder } from '@flipside/standalone/engine/empty-folder';
import { KillableDemo } from './kit/killed-demo.js';
import { mustHaveLostNothing } from './kit/nothing-lost.js';

const PATIENCE_MS = 600_000;
/** In the third chapter, where many people do many things at once. */
const REQUESTS = 700;

describe('kill -9 in the middle of the demo', () => {
  let home: string;
  beforeEach(async () => (home = await mkdtemp(join(tmpdir(), 'flipside-killed-'))));
  afterEach(async () => {
    await emptyFolder(join(home, '.flipside/demo')); // a server may have been left behind
    await rm(home, { recursive: true, force: true });
  });

  it('loses nothing that was acknowledged; what it left is opened, and the next demo begins anew', async () => {
    await mustHaveLostNothing(home, await new KillableDemo(home).killAfter(REQUESTS, Math.random() * 50));
    const { program } = new KillableDemo(home);
    try {
      await program.says(/3\. 150 mentors/); // every effect before it was read back
      expect(await program.end('SIGTERM')).toBe(130); // it ends in order, its server with it
    } finally {
      await program.end('SIGTERM');
    }
  }, PATIENCE_MS);
});
