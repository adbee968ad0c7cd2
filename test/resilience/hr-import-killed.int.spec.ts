import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOf } from '@flipside/embedded-postgres/process-identity';
import { StandaloneProcess } from './kit/standalone-process.js';

const ROWS = 2_000;
const hr = { as: ['hr-integration'] } as const;
const mapping = {
  source: 'hr', number: { column: 'No' }, name: { column: 'Name' }, startsOn: { column: 'Start' }, status: { column: 'Status', values: { in: 'active' } },
  manager: { by: 'number', column: 'Manager' }, topOfTree: { numbers: ['1'] },
};

interface ImportView {
  readonly id: string;
  readonly state: string;
  readonly counts: { readonly registered: number };
}

describe('kill -9 of an HR import', () => {
  let folder: string;
  let standalone: StandaloneProcess;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'flipside-killed-'));
    standalone = new StandaloneProcess(folder);
    await standalone.start();
  });
  afterAll(async () => {
    await standalone.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('loses nothing that was acknowledged, and the import ends by itself', async () => {
    const rows = Array.from({ length: ROWS }, (_, n) => `${n + 1},Person ${n + 1},2020-01-01,in,${n === 0 ? '' : Math.ceil(n / 9)}`);
    const file = `No,Name,Start,Status,Manager\n${rows.join('\n')}\n`;
    expect((await standalone.ask('POST', '/v1/dev/clock', { body: { to: '2090-03-01T00:00:00Z' } })).status).toBe(200);
    const made = await standalone.ask<{ id: string }>('POST', '/v1/hr-mappings', { ...hr, key: 'the-mapping-1', body: { name: 'Test', mapping } });
    expect(made.status).toBe(201);
    const taken = await standalone.ask<ImportView>('POST', `/v1/hr-imports?mapping=${made.body.id}&asOf=2027-01-04`, { ...hr, key: 'the-import-1', body: file });
    expect(taken.status).toBe(202);
    for (let kills = 0; kills < 2; kills++) {
      await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 700));
      const before = (await standalone.ask<{ now: string }>('GET', '/v1/dev/clock')).body.now;
      const orphan = await standalone.postgres();
      await standalone.kill();
      expect(await startOf(orphan)).toBeDefined();
      await standalone.start();
      expect(await startOf(orphan)).toBeUndefined();
      expect((await standalone.ask<{ now: string }>('GET', '/v1/dev/clock')).body.now >= before).toBe(true);
    }
    const done = await standalone.until<ImportView>(`/v1/hr-imports/${taken.body.id}`, hr, ({ state }) => !['reading', 'linking', 'applying'].includes(state));
    expect(done).toMatchObject({ state: 'completed', counts: { registered: ROWS } });
    const again = await standalone.ask<ImportView>('POST', `/v1/hr-imports?mapping=${made.body.id}&asOf=2027-01-04`, { ...hr, key: 'the-import-1', body: file });
    expect(again.body.id).toBe(taken.body.id);
    expect(await everybody(standalone)).toBe(ROWS);
    expect(await standalone.stop()).toBe(0);
  });
});

async function everybody(standalone: StandaloneProcess): Promise<number> {
  const ids = new Set<string>();
  for (let after = ''; ; ) {
    const { body } = await standalone.ask<{ items: { id: string }[]; next: string | null }>('GET', `/v1/people?limit=500${after}`, hr);
    for (const { id } of body.items) ids.add(id);
    if (body.next === null) return ids.size;
    after = `&after=${encodeURIComponent(body.next)}`;
  }
}
