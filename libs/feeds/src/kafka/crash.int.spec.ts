import { testKafka } from '@flipside/testing/kafka';
import { KafkaRig } from '../../test/kafka-rig.js';
import { ConsumerDied } from './watchdog.js';

const kafka = await testKafka();

(kafka ? describe : describe.skip)('consumers whose client crashes for a reason of its own', () => {
  let rig: KafkaRig;
  let leave: () => Promise<void>;
  beforeEach(async () => (rig = await KafkaRig.open(kafka!)));
  afterEach(async () => {
    await leave();
    await rig.close();
  });

  it('end, and say why', async () => {
    rig.relay();
    await rig.append(1);
    await rig.told();
    leave = await rig.takeGroup();
    const transport = rig.transport();
    transport.listen(() => undefined);
    const ended = await transport.hand(rig.topic, { name: 'one', open: async () => undefined, take: async () => true }, rig.ending.signal).catch((error: unknown) => error);
    expect(ended).toBeInstanceOf(ConsumerDied);
    expect(String(ended)).toMatch(/Kafka's client crashed: .*protocol/);
  });
});
