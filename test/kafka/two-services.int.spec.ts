import { randomBytes } from 'node:crypto';
import { createService as participants } from '@flipside/participants';
import {
  devIssuer, newDevIssuerKey, processEngines, readServiceConfig, tokenVerifier, type CreateService, type DevIssuer, type RunningService,
} from '@flipside/service-kit';
import { createService as sessions } from '@flipside/sessions';
import { testDatabase, type TestDatabase } from '@flipside/testing';
import { testKafka } from '@flipside/testing/kafka';

const kafka = await testKafka();
const admin = '0b1f9a3e-5a42-5c33-8c0e-6f5f3f1f7a10';
const masterKey = randomBytes(32).toString('base64');
const stranger = '0b1f9a3e-5a42-5c33-8c0e-6f5f3f1f7a11';

interface Place {
  readonly database: TestDatabase;
  readonly keys: TestDatabase;
}

(kafka ? describe : describe.skip)('two services with a broker between them', () => {
  const failures: unknown[] = [];
  const prefix = kafka?.prefix() ?? '';
  let issuer: DevIssuer;
  let places: { participants: Place; sessions: Place };
  let teller: RunningService;
  let hearer: RunningService;
  let asked: Record<'participants' | 'sessions', string>;

  const place = async (): Promise<Place> => ({ database: await testDatabase(), keys: await testDatabase() });

  async function start(name: 'participants' | 'sessions', create: CreateService, peers: string): Promise<[RunningService, string]> {
    const { database, keys } = places[name];
    const config = readServiceConfig({
      DATABASE_URL: database.url, KEYS_DATABASE_URL: keys.url, MASTER_KEY: masterKey, SERVICE_SECRET: 'a secret of this test',
      OIDC_ISSUER: 'test', OIDC_JWKS_URL: 'http://localhost/none', LOG_LEVEL: 'silent', PEERS: peers,
      KAFKA_BROKERS: kafka!.brokers.join(','), KAFKA_REPLICATION: '1', KAFKA_PREFIX: prefix,
    });
    const service = await create(config, { ...processEngines(name, config), verifyToken: tokenVerifier(issuer.trust) });
    return [service, await service.start('127.0.0.1', 0, (error) => failures.push(error))];
  }

  const startSessions = async (): Promise<void> => {
    const [service, address] = await start('sessions', sessions, `participants=${asked.participants}`);
    hearer = service;
    asked.sessions = address;
  };

  beforeAll(async () => {
    issuer = await devIssuer(await newDevIssuerKey());
    places = { participants: await place(), sessions: await place() };
    const [service, address] = await start('participants', participants, '');
    teller = service;
    asked = { participants: address, sessions: '' };
    await startSessions();
  });
  afterAll(async () => {
    await hearer.stop();
    await teller.stop();
    for (const { database, keys } of Object.values(places)) await Promise.all([database.drop(), keys.drop()]);
    expect(failures).toEqual([]);
  });

  async function ask(service: 'participants' | 'sessions', path: string, as: string, more: { body?: object; key?: string; after?: string } = {}) {
    const token = await issuer.issue({ subject: as, personId: as, roles: ['programme-admin'] });
    const { body, key, after } = more;
    const headers = {
      authorization: `Bearer ${token}`, 'content-type': 'application/json',
      ...(key && { 'idempotency-key': key }), ...(after && { 'flipside-min-position': after }),
    };
    const response = await fetch(asked[service] + path, { headers, method: body ? 'POST' : 'GET', ...(body && { body: JSON.stringify(body) }) });
    return { status: response.status, position: response.headers.get('flipside-position')!, body: (await response.json()) as { id: string } };
  }

  const create = (key: string) => ask('participants', '/v1/programmes', admin, { body: { name: 'Learn from below' }, key });
  const look = (programmeId: string, as: string, after: string) => ask('sessions', `/v1/sessions?programmeId=${programmeId}`, as, { after });

  it('shows what was commanded in one to who asks the other and waits for it', async () => {
    const made = await create('programme-of-kafka-1');
    expect(made.status).toBe(201);
    expect(await look(made.body.id, admin, made.position)).toMatchObject({ status: 200, body: { items: [] } });
    expect(await look(made.body.id, stranger, made.position)).toMatchObject({ status: 404 });
  });

  it('knows that all of a log has arrived, where nothing was told of its last events too', async () => {
    const made = await create('programme-of-kafka-2');
    await look(made.body.id, admin, made.position);
    const { head } = await teller.runtime.status();
    for (let tries = 0; ; tries++) {
      const own = (await hearer.runtime.status()).consumers.filter(({ source }) => source === 'participants');
      if (own.length > 3 && own.every(({ position }) => position === head)) break;
      if (tries > 200) throw new Error(`${head}: ${JSON.stringify(own)}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  });

  it('goes on after one was away, and rebuilds a read model from what was told', async () => {
    await hearer.stop();
    const made = await create('programme-of-kafka-3');
    await startSessions();
    expect(await look(made.body.id, admin, made.position)).toMatchObject({ status: 200 });
    await hearer.runtime.rebuild('known-programmes', async () => undefined);
    const another = await create('programme-of-kafka-4');
    for (let tries = 0; (await look(another.body.id, admin, another.position)).status !== 200; tries++) {
      if (tries > 60) throw new Error('it never came'); // readers go on with the old table for a second
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    const { rows } = await places.sessions.database.pool.query<{ active_table: string }>(`select active_table from read_model where name = 'known-programmes'`);
    const { rows: counted } = await places.sessions.database.pool.query<{ n: string }>(`select count(*) as n from "${rows[0]!.active_table}"`);
    expect(counted[0]!.n).toBe('4');
  });
});
