import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seeded } from '@flipside/standalone/sample/random';
import { emptyFolder } from '@flipside/standalone/engine/empty-folder';
import { KillableDemo } from './kit/killed-demo.js';
import { mustHaveLostNothing } from './kit/nothing-lost.js';

const PATIENCE_MS = 1_800_000;
/** Requests of a whole demo that are no questions, nearly: the last ones come as its product stops. */
const REQUESTS = 9_700;
const KILLS = 8;

/** One moment in each stretch of the demo: after so many requests, and so many milliseconds. */
const random = seeded(process.env.FLIPSIDE_KILL_SEED ?? '1');
const moments = Array.from({ length: KILLS }, (_, n) => [Math.floor(((n + random.next()) * REQUESTS) / KILLS), random.below(150)] as const);

describe('kill -9 at any moment of the demo', () => {
  let home: string;
  beforeAll(async () => (home = await mkdtemp(join(tmpdir(), 'flipside-killed-'))));
  afterAll(async () => {
    await emptyFolder(join(home, '.flipside/demo')); // a server may have been left behind
    await rm(home, { recursive: true, force: true });
  });

  // All in one folder: each demo begins on what a killed one left.
  it.each(moments)('loses nothing that was acknowledged: after %i requests and %i ms', async (requests, milliseconds) => {
    await mustHaveLostNothing(home, await new KillableDemo(home).killAfter(requests, milliseconds));
  }, PATIENCE_MS);
});
