import { setTimeout as sleep } from 'node:timers/promises';
import type { Kafka } from 'kafkajs';
import { refuseOtherPartitions, TopicRefused } from './topics.js';

const LOOK_EVERY_MS = 30_000;

/**
 * Looks now and then, until the signal aborts, whether topics still have the partitions that they were made with. Brokers that
 * do not answer are asked the next time.
 * @throws TopicRefused
 */
export async function watchPartitions(kafka: Kafka, topics: readonly string[], signal: AbortSignal, everyMs = LOOK_EVERY_MS): Promise<void> {
  const pause = (): Promise<unknown> => sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
  for (await pause(); !signal.aborted; await pause()) {
    const admin = kafka.admin({ retry: { retries: 0 } });
    try {
      await admin.connect();
      await refuseOtherPartitions(admin, topics);
    } catch (error) {
      if (error instanceof TopicRefused) throw error;
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }
}
