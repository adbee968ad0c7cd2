import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { testKafka } from '@flipside/testing/kafka';
import { RUN_TS } from '@flipside/testing/run-ts';
import { KafkaRig } from '../../test/kafka-rig.js';
import { readRelayPlace } from './relay-checkpoint.js';

const kafka = await testKafka();

(kafka ? describe : describe.skip)('two relays of one service', () => {
  let rig: KafkaRig;
  const children: ChildProcess[] = [];
  beforeEach(async () => (rig = await KafkaRig.open(kafka!)));
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await rig.close();
  });

  /** Another process that tells the same log, and stands still before it sends what it has read. */
  function other(): ChildProcess {
    const file = fileURLToPath(new URL('../../test/relay-process.ts', import.meta.url));
    const child = fork(file, [JSON.stringify({ settings: rig.settings, url: rig.teller.url })], { execArgv: [...RUN_TS] });
    children.push(child);
    return child;
  }

  it('never both tell: the send of one that slept beyond its lease is refused by the brokers', async () => {
    await rig.append(20);
    const old = other();
    const [stopped] = (await once(old, 'message', { signal: AbortSignal.timeout(30_000) })) as [{ point: string }];
    expect(stopped).toEqual({ point: 'before-send' });
    old.kill('SIGSTOP'); // it waits for our word; asleep, it renews nothing
    rig.relay();
    await rig.told();
    const place = await readRelayPlace(rig.teller.pool);
    old.send('go on'); // it finds this when it wakes, and sends what it had in its hands
    old.kill('SIGCONT');
    const [refused] = (await once(old, 'message', { signal: AbortSignal.timeout(30_000) })) as [{ error: string }];
    expect(refused.error).toMatch(/KafkaJS.*(epoch|fenced|newer)/i);
    expect(await readRelayPlace(rig.teller.pool)).toEqual(place);
    await rig.append(20);
    await rig.told();
    expect(rig.warnings.filter((line) => /epoch|fenced/i.test(line))).toEqual([]);
  });
});
