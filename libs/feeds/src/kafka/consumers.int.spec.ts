import { testKafka } from '@flipside/testing/kafka';
import { Controller, Module, type ArgumentsHost, type ExceptionFilter, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, Payload } from '@nestjs/microservices';
import { throwError } from 'rxjs';
import { KafkaRig } from '../../test/kafka-rig.js';
import type { Contract } from '@flipside/contracts';
import type { Feed } from '../feed.js';
import { listParked } from '../parking.js';
import { ConsumerPlaces } from '../places.js';
import { definePolicy, type Cause, type Policy } from '../policy.js';
import { policyConsumer, runPolicy } from '../run-policy.js';
import { TransientFault } from '../transient.js';
import { hasReached } from './delivery.js';
import { readRelayPlace } from './relay-checkpoint.js';
import type { Delivery, KafkaTransport } from './transport.js';
import { readCheckpoint } from '../checkpoints.js';

const kafka = await testKafka();
type Heard = Contract & Cause;

(kafka ? describe : describe.skip)('consumers over Kafka', () => {
  let rig: KafkaRig;
  let transport: KafkaTransport;
  let feed: Feed<Heard>;
  let places: ConsumerPlaces;
  beforeEach(async () => {
    rig = await KafkaRig.open(kafka!);
    transport = rig.transport();
    feed = rig.feed(transport) as unknown as Feed<Heard>;
    places = new ConsumerPlaces(rig.hearer.pool);
  });
  afterEach(async () => {
    rig.ending.abort();
    await places.close();
    await rig.close();
  });

  type Handle = (event: Heard) => Promise<unknown>;
  const policy = (name: string, handle: Handle): Policy<Heard> => definePolicy<Heard>({ name, feed, expected: [], on: { UnitClosed: handle } as Policy<Heard>['on'] });

  function start(name: string, handle: Handle, signal = rig.ending.signal): void {
    const hooks = { places, warn: rig.warn };
    rig.work.push(runPolicy(policy(name, handle), rig.hearer.pool, hooks, signal).catch((error: unknown) => rig.failures.push(error)));
  }

  /** Waits until a consumer has everything that the relay has told. */
  async function caughtUp(name: string): Promise<void> {
    await rig.told();
    const { ends } = (await readRelayPlace(rig.teller.pool))!;
    await rig.until(async () => {
      const reached = await Promise.all(
        feed.handed!.parts.map(async (part, n) => hasReached(places.at(name, part) ?? (await readCheckpoint(rig.hearer.pool, name, part)), BigInt(ends[rig.topic]![n]!))),
      );
      return reached.every(Boolean);
    });
  }

  const note = (into: string[]): Handle => async ({ stream, revision }) => void into.push(`${stream}@${revision}`);
  const inOrder = (seen: readonly string[]): void => {
    for (let stream = 0; stream < 5; stream++) {
      const own = seen.filter((one) => one.startsWith(`unit-${stream}@`)).map((one) => Number(one.split('@')[1]));
      expect(own).toEqual(own.map((_, n) => n));
    }
  };

  it('get everything once and in the order of each stream, each at its own place', async () => {
    const [first, late]: [string[], string[]] = [[], []];
    rig.relay();
    transport.listen(() => undefined);
    start('first', note(first));
    await rig.append(200);
    await caughtUp('first');
    expect(first).toHaveLength(200);
    start('late', note(late)); // one that comes later gets it from the beginning
    await rig.append(100);
    await Promise.all([caughtUp('first'), caughtUp('late')]);
    for (const seen of [first, late]) {
      expect(seen).toHaveLength(300);
      inOrder(seen);
    }
  });

  it('go on where they stood after a restart, and drop what was told twice', async () => {
    const seen: string[] = [];
    let again = 2;
    rig.relay({ at: async (point) => { if (point === 'after-send' && again-- > 0) throw new TransientFault('the relay is said to have died here'); } });
    const stop = new AbortController();
    transport.listen(() => undefined);
    start('one', note(seen), stop.signal);
    await rig.append(50);
    await caughtUp('one');
    stop.abort();
    await transport.close();
    const admin = rig.client().admin();
    await admin.connect();
    const { groups } = await admin.describeGroups([`${rig.settings.prefix}flipside-sessions`]);
    await admin.disconnect();
    expect(groups[0]!.members).toEqual([]); // it has left: nobody waits for it
    await rig.append(50);
    const next = rig.transport();
    feed = rig.feed(next) as unknown as Feed<Heard>;
    next.listen(() => undefined);
    start('one', note(seen));
    await caughtUp('one');
    expect(seen).toHaveLength(100);
    inOrder(seen);
  });

  it('park what keeps failing with its stream, for one consumer alone; the others go on', async () => {
    const [strong, weak]: [string[], string[]] = [[], []];
    rig.relay();
    transport.listen(() => undefined);
    start('strong', note(strong));
    start('weak', async (event) => {
      if (event.stream === 'unit-2') throw new Error('cannot');
      weak.push(event.id);
    });
    await rig.append(50);
    await Promise.all([caughtUp('strong'), caughtUp('weak')]);
    const parked = await listParked(rig.hearer.pool);
    expect(strong).toHaveLength(50);
    expect(weak).toHaveLength(40);
    expect(new Set(parked.map(({ consumer, stream }) => `${consumer} ${stream}`))).toEqual(new Set(['weak unit-2']));
    expect(parked).toHaveLength(10);
  });

  it('wait out what passes: nobody else waits for them, and nothing is parked', async () => {
    const [strong, patient]: [string[], string[]] = [[], []];
    let down = true;
    rig.relay();
    transport.listen(() => undefined);
    start('strong', note(strong));
    start('patient', async (event) => {
      if (down) throw new TransientFault('the owner of the keys is down');
      patient.push(`${event.stream}@${event.revision}`);
    });
    await rig.append(50);
    await caughtUp('strong');
    await rig.append(50);
    await caughtUp('strong');
    expect(strong).toHaveLength(100);
    expect(patient).toEqual([]);
    down = false;
    await caughtUp('patient');
    expect(patient).toHaveLength(100);
    inOrder(patient);
    expect(await listParked(rig.hearer.pool)).toEqual([]);
  });

  it('keep raw what cannot be read, pass over unknown types, and take newer minor versions', async () => {
    const seen: string[] = [];
    rig.relay();
    transport.listen(() => undefined);
    start('one', note(seen));
    await rig.append(5);
    await rig.append(2, 1, 'NobodyKnowsThis');
    await caughtUp('one');
    const producer = rig.client().producer();
    await producer.connect();
    const headers = {
      ce_id: 'x', ce_type: 'flipside.participants.UnitClosed.v1', ce_subject: 'unit-9', ce_time: '2027-01-04T09:00:00.000Z', ce_position: '1:900', ce_revision: '0', ce_minor: '7',
    };
    await producer.send({ topic: rig.topic, messages: [{ key: 'unit-9', value: '{"unitId":"u","newField":1}', headers }, { key: 'unit-9', value: 'torn {', headers: { ...headers, odd: 'yes' } }] });
    await producer.disconnect();
    await rig.until(() => seen.length === 6);
    expect(transport.oddities).toEqual({ unknown: 2, newer: 1, unreadable: 1 });
    const { rows } = await rig.hearer.pool.query<{ value: Buffer; headers: object; error: string }>('select value, headers, error from unreadable_message');
    expect(rows.map(({ value, error }) => [value.toString(), error])).toEqual([['torn {', 'SyntaxError']]);
    expect(rows[0]!.headers).toMatchObject({ odd: 'yes' });
  });

  it('are handlers of a Nest application too: what one throws parks for it alone, and a fault that passes is tried again', async () => {
    const seen: Record<string, string[]> = { strong: [], weak: [] };
    const hooks = { places, warn: rig.warn };
    let faults = 2;
    const consumer = (name: string) =>
      policyConsumer(policy(name, async ({ id, stream }) => {
        if (name === 'weak' && stream === 'unit-1') throw new Error('cannot');
        seen[name]!.push(id);
      }), rig.hearer.pool, hooks, rig.ending.signal);
    const app = await NestFactory.createMicroservice(nestModule([
      handler(rig.topic, 'strong', (delivery) => (faults-- > 0 ? throwError(() => new TransientFault('just now not')) : consumer('strong').take(delivery.part, delivery.batch, delivery.reached))),
      handler(rig.topic, 'weak', ({ part, batch, reached }) => consumer('weak').take(part, batch, reached)),
    ]), { strategy: transport, logger: false });
    app.useGlobalFilters(new Rethrow());
    rig.relay();
    await rig.append(30);
    await app.listen();
    await Promise.all([caughtUp('strong'), caughtUp('weak')]);
    await app.close();
    expect([seen['strong']!.length, seen['weak']!.length]).toEqual([30, 24]);
    expect((await listParked(rig.hearer.pool)).every(({ consumer: name, stream }) => name === 'weak' && stream === 'unit-1')).toBe(true);
    expect(rig.warnings.join()).toContain('just now not');
  });
});

/** The transport has to see what was thrown, not what Nest would make of it for a remote caller. */
class Rethrow implements ExceptionFilter {
  catch(error: unknown, _host: ArgumentsHost): never {
    throw error;
  }
}

function handler(topic: string, consumer: string, take: (delivery: Delivery) => unknown): Type<unknown> {
  @Controller()
  class NamedConsumer {
    @EventPattern(topic, { consumer })
    take(@Payload() delivery: object): unknown {
      return take(delivery as Delivery);
    }
  }
  return NamedConsumer;
}

function nestModule(controllers: Type<unknown>[]): Type<unknown> {
  @Module({ controllers })
  class Application {}
  return Application;
}
