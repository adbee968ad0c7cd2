import { randomUUID } from 'node:crypto';
import type { Contract } from '@flipside/contracts';
import { handleCommand, type SealedSection } from '@flipside/event-sourcing';
import { openClient } from '@flipside/feeds/kafka/client';
import { fromMessage } from '@flipside/feeds/kafka/message';
import { personStream } from '@flipside/participants/domain/person/events';
import { employed } from '@flipside/participants/domain/person/person.samples';
import { TARGETS, type Targets } from '@flipside/participants/targets';
import { kafkaOf, serviceTokens } from '@flipside/service-kit';
import { testKafka } from '@flipside/testing/kafka';
import { Doorway } from './kit/doorway.js';
import { Services, type Name } from './kit/services.js';

const kafka = await testKafka();
const describeIf = kafka ? describe : describe.skip;
const at = '2027-01-04T09:00:00.000Z';
const objective = { statement: 'Approvals no longer wait for one desk.', measure: 'approval-lead-time', unit: 'days', direction: 'down', baseline: 12, target: 8 };

/** Contracts that are on the sealed topic of participants, as they travel. */
async function told(all: Services, count: number): Promise<readonly Contract[]> {
  const settings = kafkaOf('participants', await all.config('participants'))!;
  const consumer = openClient(settings).consumer({ groupId: `${all.prefix}look-${randomUUID()}`, maxWaitTimeInMs: 100 });
  const contracts: Contract[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic: `${all.prefix}flipside.participants.sealed.v1`, fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => void contracts.push(fromMessage(message, 'participants', undefined).contract) });
  await all.until(() => contracts.length >= count);
  await consumer.disconnect();
  return contracts;
}

describeIf('sealed contracts between services over a broker', () => {
  const all = new Services(kafka);
  const doorway = new Doorway(() => all.address('participants'));
  const personId = randomUUID();

  beforeAll(async () => {
    await all.start('participants');
    await all.start('sessions');
    await all.start('analytics', { PEERS: `participants=${await doorway.open()}` });
  });
  afterAll(async () => {
    await all.close();
    await doorway.close();
  });
  const opened = async (by: Name, contract: Contract): Promise<Readonly<Record<string, unknown>>> => (await all.service(by).base.privacy.open([contract]))[0]!.data;

  it('are opened by services that their class is granted to, and by no other', async () => {
    const { person } = all.service('participants').app.get<Targets>(TARGETS);
    const origin = { source: 'hr', asOf: '2027-01-04', digest: 'd' };
    const give = (command: Parameters<typeof person.decider.decide>[0]): Promise<unknown> =>
      handleCommand(person, personStream(personId), command, { commandId: randomUUID(), actor: { kind: 'system' }, at });
    await give({
      type: 'RecordEmployment', personId, generation: 0, key: { source: 'hr', legalEntity: 'F1', number: '7' }, identity: { name: 'Ada', email: 'ada@example.org' },
      effectiveOn: '2027-01-04', reason: 'unknown', employment: employed, origin,
    });
    await give({ type: 'GiveConsent', personId, consentId: randomUUID(), purpose: 'fairness', trait: 'age-band', value: '20-29' });
    const contracts = await told(all, 3);
    const [employment, consent] = ['EmploymentChanged', 'ConsentGiven'].map((type) => contracts.find((one) => one.type === type)!);
    expect(JSON.stringify(contracts, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toMatch(/age-band|20-29|Ada/);
    expect(await opened('analytics', consent!)).toMatchObject({ trait: 'age-band', value: '20-29' });
    expect(await opened('sessions', consent!)).toMatchObject({ trait: null, value: null, personId });
    for (const service of ['sessions', 'analytics'] as const) expect(await opened(service, employment!)).toMatchObject({ employment: { level: employed.level } });
    await all.until(async () => (await all.rowsOf('sessions', 'known-people')).some(({ id }) => id === personId));
  });

  it('have keys that their owner hands to nobody else, whatever token they bring', async () => {
    const [consent] = (await told(all, 3)).filter(({ type }) => type === 'ConsentGiven');
    const ids = consent!.sealed!.flatMap(({ keys }) => keys);
    const askFor = async (authorization?: string) => {
      const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) };
      const response = await fetch(`${all.address('participants')}/internal/keys`, { method: 'POST', headers, body: JSON.stringify({ ids }) });
      return { status: response.status, body: (await response.json()) as Record<string, string> };
    };
    const tokenOf = (name: 'analytics' | 'sessions' | 'gateway', secret: string, to: 'participants' | 'matching'): Promise<string> => serviceTokens(name, secret).header(to);
    const secret = 'a secret of this test';
    expect(Object.values((await askFor(await tokenOf('analytics', secret, 'participants'))).body)).toEqual([expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/)]);
    expect(Object.values((await askFor(await tokenOf('sessions', secret, 'participants'))).body)).toEqual(['refused']);
    expect((await askFor(await tokenOf('gateway', secret, 'participants'))).body).toEqual({});
    expect(await askFor(await tokenOf('analytics', 'another secret', 'participants'))).toMatchObject({ status: 401, body: { code: 'token-invalid' } });
    expect(await askFor(await tokenOf('analytics', secret, 'matching'))).toMatchObject({ status: 401, body: { code: 'token-invalid' } });
    expect(await askFor()).toMatchObject({ status: 401, body: { code: 'token-missing' } });
  });

  it('hold back those consumers alone that need a key of an owner who is away; the key of its public topic was asked for once', async () => {
    const first = await all.createProgramme('while-it-is-there', randomUUID());
    const known = async (model: string): Promise<readonly unknown[]> => (await all.rowsOf('analytics', model)).map(({ id }) => String(id).replace('programme-', ''));
    await all.until(async () => (await known('known-programmes')).includes(first) && (await known('told-public')).includes(first));
    doorway.isClosed = true;
    const second = await all.createProgramme('while-it-is-away', randomUUID());
    await all.until(async () => (await known('told-public')).includes(second) && (await known('told-sealed')).includes(second));
    const waits = (): boolean => all.lines.some(({ service, consumer, msg }) => service === 'analytics' && consumer === 'known-programmes' && msg === 'consumer waits for its surroundings');
    await all.until(waits);
    expect(await known('known-programmes')).toEqual([first]);
    doorway.isClosed = false;
    await all.until(async () => (await known('known-programmes')).includes(second));
    expect(await all.ask('analytics', 'GET', '/v1/ops/parked', { role: 'operator' })).toMatchObject({ status: 200, body: { items: [] } });
    expect(doorway.asked.filter((path) => path === '/internal/told/hiding')).toHaveLength(1);
    const [row] = (await all.rowsOf('analytics', 'told-public')).filter(({ id }) => id === `programme-${second}`);
    expect(row!['contracts']).toMatchObject([{ type: 'ProgrammeCreated', revision: '0' }]); // read from what is hidden in the header
    expect(all.allFailures).toEqual([]);
  });
});

describeIf('a sealed section that was changed on its way', () => {
  const all = new Services(kafka);
  const ids = { tampered: '', sound: '' };

  beforeAll(async () => {
    await all.start('participants', { KAFKA_BROKERS: '' });
    for (const name of ['tampered', 'sound'] as const) {
      ids[name] = await all.createProgramme(`it-is-${name}`);
      const made = await all.ask('participants', 'POST', `/v1/programmes/${ids[name]}/objectives`, { role: 'programme-admin', body: objective, key: `objective-of-${name}` });
      expect(made.status).toBe(201);
    }
    await all.caughtUp('participants');
    await all.stop('participants');
    const { pool } = all.databases.get('participants')!;
    const where = `where stream = 'programme-${ids.tampered}' and type = 'ProgrammeCreated'`;
    const { rows: [event] } = await pool.query<{ data: { $sealed: SealedSection[] } }>(`select data from event_store.events ${where}`);
    const $sealed = event!.data.$sealed.map((section) => ({ ...section, box: `${section.box.startsWith('A') ? 'B' : 'A'}${section.box.slice(1)}` }));
    const client = await pool.connect();
    await client.query('set session_replication_role = replica'); // the log lets nobody change an event
    await client.query(`update event_store.events set data = $1 ${where}`, [JSON.stringify({ ...event!.data, $sealed })]);
    client.release(true);
    await all.start('participants');
    await all.start('sessions');
  });
  afterAll(() => all.close());

  const parked = async () => (await all.ask('sessions', 'GET', '/v1/ops/parked', { role: 'operator' })).body.items.filter(({ consumer }) => consumer === 'sessions.known-programmes');
  const programmes = async (): Promise<readonly unknown[]> => (await all.rowsOf('sessions', 'known-programmes')).map(({ id }) => id);

  it('is parked with its stream and said loudly; nothing of it is applied, and everything else is', async () => {
    await all.until(async () => (await parked()).length === 2);
    await all.caughtUp('sessions');
    expect(await programmes()).toEqual([ids.sound]);
    const line = all.lines.find(({ service, consumer, type }) => service === 'sessions' && consumer === 'known-programmes' && type === 'ProgrammeCreated');
    expect(line).toMatchObject({ level: 40, msg: 'event parked with its stream', error: 'SealBroken' });
    expect(all.allFailures).toEqual([]);
  });

  it('is shown to operators with what queues behind it, which has to wait for its turn', async () => {
    const items = await parked();
    expect(items).toMatchObject([
      { type: 'ProgrammeCreated', error: 'SealBroken', queued: false, source: 'participants' },
      { type: 'ObjectiveSet', error: 'an earlier event of its stream is parked', queued: true },
    ]);
    expect(JSON.stringify(items)).not.toMatch(/it-is-tampered|Approvals/);
    const order = (item: Record<string, unknown>, what: string) =>
      all.ask('sessions', 'POST', `/v1/ops/parked/${String(item['id'])}/${what}`, { role: 'operator', body: {}, key: `order-${what}-${String(item['id'])}` });
    expect(await order(items[1]!, 'replay')).toMatchObject({ status: 409, body: { code: 'parked-behind' } });
    expect(await order(items[0]!, 'replay')).toMatchObject({ status: 409, body: { code: 'replay-failed' } });
    expect(await parked()).toHaveLength(2);
    expect(await order(items[0]!, 'discard')).toMatchObject({ status: 200, body: { handled: 1, left: 0 } });
    expect(await parked()).toEqual([]);
  });
});
