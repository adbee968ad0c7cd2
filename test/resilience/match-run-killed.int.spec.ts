import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deriveId } from '@flipside/event-sourcing';
import { StandaloneProcess } from './kit/standalone-process.js';

const PAIRS = 25;

interface RunView {
  readonly id: string;
  readonly state: string;
  readonly counts: { readonly proposed: number } | null;
}

describe('kill -9 of match runs', () => {
  let folder: string;
  let standalone: StandaloneProcess;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'flipside-killed-'));
    standalone = new StandaloneProcess(folder, 'frozen');
    await standalone.start(PAIRS);
  });
  afterAll(async () => {
    await standalone.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('completes by themselves all that were asked for, alike', async () => {
    const admin = { as: ['programme-admin'], personId: deriveId('story', 'ada') } as const;
    const { programmeId } = standalone;
    const before = (await standalone.ask<{ now: string }>('GET', '/v1/dev/clock')).body.now;
    const ids: string[] = [];
    for (let kills = 0; kills < 2; kills++) {
      for (let n = 0; n < 3; n++) {
        const { status, body } = await standalone.ask<RunView>('POST', '/v1/match-runs', { ...admin, key: `run-number-${kills}-${n}`, body: { programmeId, seed: 7 } });
        expect(status).toBe(202);
        ids.push(body.id);
      }
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
      await standalone.kill();
      await standalone.start();
    }
    const runs: RunView[] = [];
    for (const id of ids) runs.push(await standalone.until<RunView>(`/v1/match-runs/${id}`, admin, ({ state }) => state !== 'requested' && state !== undefined));
    expect(runs.map(({ state }) => state)).toEqual(ids.map(() => 'completed'));
    expect(new Set(runs.map(({ counts }) => counts!.proposed))).toEqual(new Set([PAIRS]));
    expect((await standalone.ask<{ now: string }>('GET', '/v1/dev/clock')).body.now >= before).toBe(true);
    expect(await standalone.stop()).toBe(0);
  });
});
