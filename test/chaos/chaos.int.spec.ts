import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testKafka } from '@flipside/testing/kafka';
import { reportOf } from './report.js';
import { runChaos } from './run.js';

const kafka = await testKafka(); // whether one can be had; this run breaks a broker of its own

(kafka ? describe : describe.skip)('a short run of chaos', () => {
  it('loses nothing, applies nothing twice and comes back by itself', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'flipside-chaos-'));
    const result = await runChaos({ folder, seed: 1, rounds: 1, kinds: ['service-killed', 'store-cut'], clients: 2, say: () => undefined });
    const report = reportOf(1, result);
    expect(report).toMatchObject({ rounds: 1, failures: [], lost: 0, appliedTwice: 0, outOfOrder: 0, readModelsDiffering: 0, parked: 0, contradicted: 0 });
    expect(report.acknowledged).toBeGreaterThan(0);
    await rm(folder, { recursive: true, force: true });
  }, 600_000);
});
