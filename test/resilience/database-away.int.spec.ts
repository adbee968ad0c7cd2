import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type EmbeddedPostgres } from '@flipside/embedded-postgres';
import { freePorts } from '@flipside/local-kafka/ports';
import { Running } from '@flipside/participants/testing/running';
import pg from 'pg';

const admin = { role: 'programme-admin', personId: '0b1f9a3e-5a42-5c33-8c0e-6f5f3f1f7a10' } as const;
const hr = { role: 'hr-integration' } as const;

describe('requests while Postgres is away', () => {
  let folder: string;
  let port: number;
  let postgres: EmbeddedPostgres;
  let running: Running;

  const startServer = async (): Promise<void> => {
    postgres = await startPostgres({ dataDir: folder, port });
  };
  const database = async (name: string) => {
    await postgres.createDatabase(name);
    const pool = new pg.Pool({ connectionString: postgres.url(name), max: 2 });
    pool.on('error', () => undefined);
    return { url: postgres.url(name), pool, drop: () => pool.end() };
  };
  /** A query of a read model, one that looks for its owner first, commands on the log, and one with personal data under a key. */
  const wishes: readonly (() => ReturnType<Running['ask']>)[] = [
    () => running.ask('GET', '/v1/people', undefined, { role: 'hr-integration' }),
    () => running.ask('GET', `/v1/programmes/${randomUUID()}`, undefined, admin),
    () => running.ask('POST', '/v1/programmes', { name: 'Learn from below' }, admin),
    () => running.ask('GET', '/v1/units', undefined, hr),
    () => running.ask('GET', '/v1/events/participants', undefined, { role: 'analyst' }),
    () => running.ask('GET', '/v1/ops/parked', undefined, { role: 'operator' }),
  ];
  const said = ({ status, headers, body }: Awaited<ReturnType<Running['ask']>>) => ({ status, code: body.code, retryAfter: headers.get('retry-after') });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'flipside-away-'));
    port = (await freePorts(1))[0]!;
    await startServer();
    running = await Running.open(await database('own'), await database('keys'), 'silent');
  });
  afterAll(async () => {
    await running.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('are answered with 503, a stable code and when to try again, and as ever once it is back', async () => {
    const before = await Promise.all(wishes.map((wish) => wish())); // connections stand open, keys are known
    expect(before.map(({ status }) => status)).toEqual([200, 404, 201, 200, 200, 200]);
    await postgres.stop();
    const away = { status: 503, code: 'service-unavailable', retryAfter: '1' };
    const first = await running.ask('POST', '/v1/programmes', { name: 'Once it is back' }, { ...admin, key: 'sent-once-more' });
    expect(said(first)).toEqual(away);
    for (const wish of wishes) expect(said(await wish())).toEqual(away);
    await startServer();
    const again = await running.ask('POST', '/v1/programmes', { name: 'Once it is back' }, { ...admin, key: 'sent-once-more' });
    expect(again.status).toBe(201);
  });

  it('are never an error of ours, whatever was under way when it crashed', async () => {
    const seen = new Map<string, number>();
    let goOn = true;
    const client = async (wish: () => ReturnType<Running['ask']>): Promise<void> => {
      while (goOn) {
        const { status, code } = said(await wish());
        seen.set(`${status} ${code ?? ''}`, (seen.get(`${status} ${code ?? ''}`) ?? 0) + 1);
      }
    };
    const clients = [...wishes, ...wishes].map(client);
    const answered = (): number => [...seen.values()].reduce((sum, n) => sum + n, 0);
    for (let crash = 0; crash < 4; crash++) {
      for (const from = answered(); answered() < from + 60; ) await new Promise((resolve) => setTimeout(resolve, 5));
      await postgres.restart('immediate');
    }
    goOn = false;
    await Promise.all(clients);
    expect([...seen.keys()].filter((one) => !/^(20\d |404 not-found|503 (service-unavailable|read-model-behind))$/.test(one))).toEqual([]);
    expect(seen.get('503 service-unavailable')).toBeGreaterThan(0);
  });
});
