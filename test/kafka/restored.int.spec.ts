import { randomBytes } from 'node:crypto';
import { createService as participants } from '@flipside/participants';
import {
  devIssuer, newDevIssuerKey, openEventStore, processEngines, readServiceConfig, restored, tokenVerifier, type CreateService, type DevIssuer,
  type RunningService, type ServiceConfig,
} from '@flipside/service-kit';
import { createService as sessions } from '@flipside/sessions';
import { testDatabase, type TestDatabase } from '@flipside/testing';
import { testKafka } from '@flipside/testing/kafka';
import pg from 'pg';

const kafka = await testKafka();
const admin = '0b1f9a3e-5a42-5c33-8c0e-6f5f3f1f7a10';
const services = { participants, sessions } as const satisfies Record<string, CreateService>;
type Name = keyof typeof services;

(kafka ? describe : describe.skip)('a log that was restored from a backup, told over a broker', () => {
  const prefix = kafka?.prefix() ?? '';
  const masterKey = randomBytes(32).toString('base64');
  const databases = new Map<Name, TestDatabase>();
  const keys = new Map<Name, TestDatabase>();
  const running = new Map<Name, { service: RunningService; address: string }>();
  const failures = new Map<Name, string[]>([['participants', []], ['sessions', []]]);
  let issuer: DevIssuer;
  let backup: TestDatabase;

  function config(name: Name, environment: Record<string, string> = {}): ServiceConfig {
    return readServiceConfig({
      DATABASE_URL: databases.get(name)!.url, KEYS_DATABASE_URL: keys.get(name)!.url, MASTER_KEY: masterKey, SERVICE_SECRET: 'a secret of this test',
      OIDC_ISSUER: 'test', OIDC_JWKS_URL: 'http://localhost/none', LOG_LEVEL: 'silent',
      KAFKA_BROKERS: kafka!.brokers.join(','), KAFKA_REPLICATION: '1', KAFKA_PREFIX: prefix, ...environment,
    });
  }
  async function start(name: Name): Promise<void> {
    const peers = running.get('participants');
    const own = config(name, name === 'sessions' && peers ? { PEERS: `participants=${peers.address}` } : {});
    const service = await services[name](own, { ...processEngines(name, own), verifyToken: tokenVerifier(issuer.trust) });
    failures.set(name, []);
    const address = await service.start('127.0.0.1', 0, (error) => failures.get(name)!.push((error as Error).message));
    running.set(name, { service, address });
  }
  async function stop(...names: Name[]): Promise<void> {
    for (const name of names) await running.get(name)?.service.stop();
    for (const name of names) running.delete(name);
  }
  async function until(what: () => boolean | Promise<boolean>): Promise<void> {
    for (let tries = 0; !(await what()); tries++) {
      if (tries > 1_500) throw new Error(`it never came true: ${JSON.stringify([...failures])}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  async function create(name: string): Promise<void> {
    const token = await issuer.issue({ subject: admin, personId: admin, roles: ['programme-admin'] });
    const response = await fetch(`${running.get('participants')!.address}/v1/programmes`, {
      method: 'POST', body: JSON.stringify({ name }), headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': name },
    });
    expect(response.status).toBe(201);
  }
  async function rowsOf(name: Name, model: string): Promise<readonly unknown[]> {
    const { pool } = databases.get(name)!;
    const { rows: [active] } = await pool.query<{ active_table: string }>('select active_table from read_model where name = $1', [model]);
    return (await pool.query(`select * from "${active!.active_table}" order by id`)).rows;
  }
  const caughtUp = (): Promise<void> => until(async () => {
    const { head } = await running.get('participants')!.service.runtime.status();
    const { consumers } = await running.get('sessions')!.service.runtime.status();
    return consumers.filter(({ source }) => source === 'participants').every(({ position }) => position === head);
  });
  /** A copy of a database of which nobody holds a connection. */
  async function copyOf({ url }: TestDatabase): Promise<TestDatabase> {
    const copy = await testDatabase();
    await copy.pool.end();
    const nameIn = (of: string): string => new URL(of).pathname.slice(1);
    const server = new URL(url);
    server.pathname = '/postgres';
    const client = new pg.Client({ connectionString: server.href });
    await client.connect();
    await client.query(`drop database ${nameIn(copy.url)}`);
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [nameIn(url)]);
    await client.query(`create database ${nameIn(copy.url)} template ${nameIn(url)}`);
    await client.end();
    const pool = new pg.Pool({ connectionString: copy.url, max: 2 });
    pool.on('error', () => undefined);
    return { url: copy.url, pool, drop: async () => void (await pool.end()) };
  }

  beforeAll(async () => {
    issuer = await devIssuer(await newDevIssuerKey());
    for (const name of ['participants', 'sessions'] as const) {
      databases.set(name, await testDatabase());
      keys.set(name, await testDatabase());
      await start(name);
    }
   for (const name of ['kept-one', 'kept-two']) await create(name);
   await caughtUp();
    await stop('sessions', 'participants');
   backup = await copyOf(databases.get('participants')!);
   await start('participants');
    await start('sessions');
   for (const name of ['lost-one', 'lost-two', 'lost-three']) await create(name);
    await caughtUp();
    expect(await rowsOf('sessions', 'known-programmes')).toHaveLength(5);
    await stop('sessions', 'participants');
    databases.set('participants', await copyOf(backup));
  });
  afterAll(async () => {
    await stop('sessions', 'participants');
    for (const one of [...databases.values(), ...keys.values(), backup]) await one.drop();
  });

  it('is refused by who has read further, where nobody began a new epoch', async () => {
    await start('participants');
    await start('sessions');
    await until(() => failures.get('sessions')!.length > 0);
    expect(failures.get('sessions')![0]).toMatch(/^[a-z-]+ has read further than the log of participants reaches, .* and no new epoch was begun\. Stop all services, and do what docs\/operating\.md says/);
    await stop('sessions', 'participants');
  });

  it('is refused by its relay and its own consumers, where somebody began one and did no more', async () => {
    databases.set('participants', await copyOf(backup));
    const store = await openEventStore(config('participants'), 'participants');
    await store.startNewEpoch();
    await store.close();
    await start('participants');
    const said = (): readonly string[] => failures.get('participants')!.map((line) => line.split(' stands in epoch 1 of the log of participants, which is in epoch 2: it was restored. ')[0]!);
    await until(() => ['relay', 'people', 'programmes', 'forget-erased'].every((one) => said().includes(one)));
    await stop('participants');
  });

  it('refuses the procedure while a service runs', async () => {
    await start('participants');
    await until(async () => (await databases.get('participants')!.pool.query('select 1 from lease where holder is not null')).rowCount! > 0);
    await expect(restored('participants', config('participants'), [], () => undefined)).rejects.toThrow(/^participants is running \(it holds .*\): stop all services first$/);
    await stop('participants');
    await expect(restored('sessions', config('sessions'), ['participants', '7'], () => undefined)).rejects.toThrow(/^usage: restored/);
  });

  it('is refused by a service in which the procedure was left out, and equals a fold of the log where it was followed', async () => {
    databases.set('participants', await copyOf(backup));
    const said: string[] = [];
    await restored('participants', config('participants'), [], (line) => said.push(line));
    const [, source, position] = /^run in every other service: restored (participants) (\d+:\d+)$/.exec(said.at(-1)!)!;
    expect(said[0]).toMatch(/^participants: \d+ consumers of participants go on; folded anew from the beginning: none$/);
    await start('participants');
    await create('after-the-restore');
    await start('sessions');
    await until(() => failures.get('sessions')!.length > 0);
    expect(failures.get('sessions')![0]).toMatch(/^[a-z-]+ stands in epoch 1 of the log of participants, which is in epoch \d+: it was restored\. /);
    await stop('sessions');

    await restored('sessions', config('sessions'), [source!, position!], (line) => said.push(line));
    expect(said.at(-1)).toMatch(/^sessions: \d+ consumers of participants go on; folded anew from the beginning: .*known-programmes/);
    await start('sessions');
    await create('after-the-procedure');
    await until(async () => (await rowsOf('sessions', 'known-programmes')).length === 4);
    await caughtUp();
    expect([...failures.values()].flat()).toEqual([]);
    for (const name of ['participants', 'sessions'] as const) {
      const { runtime } = running.get(name)!.service;
      const here = runtime.projections.filter(({ feeds }) => feeds.every(({ source }) => running.has(source as Name)));
      expect(here.length).toBeGreaterThan(4);
      for (const { name: model } of here) {
        const rows = await rowsOf(name, model);
        await runtime.rebuild(model, async () => undefined); // a fold of the log itself, from its beginning
        expect({ model, rows: await rowsOf(name, model) }).toEqual({ model, rows });
      }
    }
  });
});
