import type { LocalKafka } from './local-kafka.js';

/** A broker that somebody else runs: it can be used and not be broken. */
export function externalKafka(addresses: string): LocalKafka {
  const refuse = async (): Promise<never> => {
    throw new Error('the broker that KAFKA_BROKERS names is not ours to stop or start');
  };
  return {
    brokers: addresses.split(',').map((address) => address.trim()),
    kind: 'external',
    pid: undefined,
    kill: refuse,
    start: refuse,
    stop: async () => undefined,
  };
}
