import { openEventStore, restored } from '@flipside/service-kit';
import type { TestDatabase } from '@flipside/testing';
import { testKafka } from '@flipside/testing/kafka';
import { copyOf } from './kit/copy-of.js';
import { Services } from './kit/services.js';

const kafka = await testKafka();

(kafka ? describe : describe.skip)('a log that was restored from a backup, told over a broker', () => {
  const all = new Services(kafka);
  let backup: TestDatabase;

  const failuresOf = (name: 'participants' | 'sessions'): readonly string[] => all.failures.get(name)!;

  const fromBackup = async (): Promise<void> => void all.databases.set('participants', await copyOf(backup));

  beforeAll(async () => {
    for (const name of ['participants', 'sessions'] as const) await all.start(name);
    for (const name of ['kept-one', 'kept-two']) await all.createProgramme(name);
    await all.caughtUp('sessions');
    await all.stop('sessions', 'participants');
    backup = await copyOf(all.databases.get('participants')!);
    for (const name of ['participants', 'sessions'] as const) await all.start(name);
    for (const name of ['lost-one', 'lost-two', 'lost-three']) await all.createProgramme(name);
    await all.caughtUp('sessions');
    expect(await all.rowsOf('sessions', 'known-programmes')).toHaveLength(5);
    await all.stop('sessions', 'participants');
    await fromBackup();
  });
  afterAll(async () => {
    await all.close();
    await backup.drop();
  });

  it('is refused by who has read further, where nobody began a new epoch', async () => {
    await all.start('participants');
    await all.start('sessions');
    await all.until(() => failuresOf('sessions').length > 0);
    expect(failuresOf('sessions')[0]).toMatch(/^[a-z-]+ has read further than the log of participants reaches, .* and no new epoch was begun\. Stop all services, and do what docs\/operating\.md says/);
    await all.stop('sessions', 'participants');
  });

  it('is refused by its relay and its own consumers, where somebody began one and did no more', async () => {
    await fromBackup();
    const store = await openEventStore(await all.config('participants'), 'participants');
    await store.startNewEpoch();
    await store.close();
    await all.start('participants');
    const said = (): readonly string[] => failuresOf('participants').map((line) => line.split(' stands in epoch 1 of the log of participants, which is in epoch 2: it was restored. ')[0]!);
    await all.until(() => ['relay', 'people', 'programmes', 'forget-erased'].every((one) => said().includes(one)));
    await all.stop('participants');
  });

  it('refuses the procedure while a service runs', async () => {
    await all.start('participants');
    await all.until(async () => (await all.databases.get('participants')!.pool.query('select 1 from lease where holder is not null')).rowCount! > 0);
    await expect(restored('participants', await all.config('participants'), [], () => undefined)).rejects.toThrow(/^participants is running \(it holds .*\): stop all services first$/);
    await all.stop('participants');
    await expect(restored('sessions', await all.config('sessions'), ['participants', '7'], () => undefined)).rejects.toThrow(/^usage: restored/);
  });

  it('is refused by a service in which the procedure was left out, and equals a fold of the log where it was followed', async () => {
    await fromBackup();
    const said: string[] = [];
    await restored('participants', await all.config('participants'), [], (line) => said.push(line));
    const [, source, position] = /^run in every other service: restored (participants) (\d+:\d+)$/.exec(said.at(-1)!)!;
    expect(said[0]).toMatch(/^participants: \d+ consumers of participants go on; folded anew from the beginning: none$/);
    await all.start('participants');
    await all.createProgramme('after-the-restore');
    await all.start('sessions');
    await all.until(() => failuresOf('sessions').length > 0);
    expect(failuresOf('sessions')[0]).toMatch(/^[a-z-]+ stands in epoch 1 of the log of participants, which is in epoch \d+: it was restored\. /);
    await all.stop('sessions');

    await restored('sessions', await all.config('sessions'), [source!, position!], (line) => said.push(line));
    expect(said.at(-1)).toMatch(/^sessions: \d+ consumers of participants go on; folded anew from the beginning: .*known-programmes/);
    await all.start('sessions');
    await all.createProgramme('after-the-procedure');
    await all.until(async () => (await all.rowsOf('sessions', 'known-programmes')).length === 4);
    await all.caughtUp('sessions');
    expect(all.allFailures).toEqual([]);
    for (const name of ['participants', 'sessions'] as const) await all.equalFolds(name);
  });
});

describe('a log that was restored from a backup, asked of its service', () => {
  const all = new Services(undefined);
  afterAll(() => all.close());

  it('is refused by each consumer of another service by its name, and by the public feed for a cursor from before', async () => {
    const analyst = { role: 'analyst' } as const;
    for (const name of ['participants', 'sessions'] as const) await all.start(name);
    await all.createProgramme('before-the-restore');
    await all.caughtUp('sessions');
    const { body: { next } } = await all.ask('participants', 'GET', '/v1/events/participants', analyst);
    await all.stop('sessions', 'participants');
    await restored('participants', await all.config('participants'), [], () => undefined);
    for (const name of ['participants', 'sessions'] as const) await all.start(name);
    const said = (): string => all.failures.get('sessions')!.join('\n');
    await all.until(() => ['known-programmes', 'known-people', 'forget-erased'].every((name) => said().includes(`${name} stands in epoch 1 of the log of participants, which is in epoch `)));
    expect(all.failures.get('participants')).toEqual([]);
    expect(await all.ask('participants', 'GET', `/v1/events/participants?after=${next}`, analyst)).toMatchObject({ status: 410, body: { code: 'log-restored' } });
    expect(await all.ask('participants', 'GET', '/v1/events/participants', analyst)).toMatchObject({ status: 200, body: { items: [{ type: 'flipside.participants.ProgrammeCreated.v1' }] } });
  });
});
