import { restored } from '@flipside/service-kit';
import type { TestDatabase } from '@flipside/testing';
import { testKafka } from '@flipside/testing/kafka';
import { startSimulator, type Simulator } from '../eventstoredb-simulator/simulator.js';
import { copyOf } from './kit/copy-of.js';
import { Services } from './kit/services.js';

const kafka = await testKafka();
const both = ['participants', 'sessions'] as const;

(kafka ? describe : describe.skip)('an EventStoreDB, simulated, that several services share and that was restored from a backup', () => {
  let simulator: Simulator;
  let backup: TestDatabase;
  const all = new Services(kafka, () => ({ EVENTSTORE_URL: simulator.url }));
  const start = async (): Promise<void> => {
    for (const name of both) await all.start(name);
  };

  beforeAll(async () => {
    simulator = await startSimulator();
    await start();
    for (const name of ['kept-one', 'kept-two']) await all.createProgramme(name);
    await all.caughtUp('sessions');
    await all.stop('sessions', 'participants');
    await simulator.backUp();
    backup = await copyOf(all.databases.get('participants')!);
    await start();
    for (const name of ['lost-one', 'lost-two', 'lost-three']) await all.createProgramme(name);
    await all.caughtUp('sessions');
    expect(await all.rowsOf('sessions', 'known-programmes')).toHaveLength(5);
    await all.stop('sessions', 'participants');
    await simulator.restore();
    all.databases.set('participants', await copyOf(backup));
  });
  afterAll(async () => {
    await all.close();
    await backup.drop();
    await simulator.stop();
  });

  it('is refused by who has read further, where nobody began a new epoch', async () => {
    await start();
    await all.until(() => all.failures.get('sessions')!.some((line) => line.includes('has read further than the log of participants reaches')));
    await all.stop('sessions', 'participants');
  });

  it('is one log for all of them: the procedure takes the own logs of the others along, and all equal a fold of it', async () => {
    const said: string[] = [];
    await restored('participants', await all.config('participants'), [], (line) => said.push(line));
    const [, ...args] = /^run in every other service: restored (\S+) (\d+:\d+)$/.exec(said.at(-1)!)!;
    await restored('sessions', await all.config('sessions'), args, (line) => said.push(line));
    await start();
    await all.createProgramme('after-the-procedure');
    await all.until(async () => (await all.rowsOf('sessions', 'known-programmes')).length === 3);
    await all.caughtUp('sessions');
    expect(all.allFailures).toEqual([]);
    for (const name of both) await all.equalFolds(name);
  });
});
