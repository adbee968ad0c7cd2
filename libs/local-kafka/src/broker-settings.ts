import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

/** One broker among those that keep copies for each other; each is a controller too. */
export interface Member {
  /** From 1, in the order of `all`. */
  readonly id: number;
  /** For clients, then for controllers. */
  readonly ports: readonly number[];
  /** The ports of every member. */
  readonly all: readonly (readonly number[])[];
  /** Id of the cluster, 16 bytes in base64url. */
  readonly cluster: string;
}

/** Folder of a broker's data below its own. */
export const DATA = 'data';

export function aloneOn(ports: readonly number[]): Member {
  return membersOn([ports])[0]!;
}

export function membersOn(all: readonly (readonly number[])[]): readonly Member[] {
  const cluster = randomBytes(16).toString('base64url');
  return all.map((ports, index) => ({ id: index + 1, ports, all, cluster }));
}

export function settingsOf(directory: string, { id, ports: [port, controllerPort], all }: Member): string {
  const copies = ['offsets.topic.replication.factor', 'transaction.state.log.replication.factor', 'share.coordinator.state.topic.replication.factor'];
  const inSync = ['transaction.state.log.min.isr', 'share.coordinator.state.topic.min.isr'];
  return [
    'process.roles=broker,controller',
    `node.id=${id}`,
    `controller.quorum.voters=${all.map((ports, index) => `${index + 1}@127.0.0.1:${ports[1]}`).join(',')}`,
    `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    `advertised.listeners=PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names=CONTROLLER',
    `log.dirs=${join(directory, DATA)}`,
    ...copies.map((name) => `${name}=${all.length}`),
    ...inSync.map((name) => `${name}=${Math.max(1, all.length - 1)}`),
    'offsets.topic.num.partitions=4',
    'transaction.state.log.num.partitions=4',
    'group.initial.rebalance.delay.ms=0',
    'auto.create.topics.enable=false',
    '',
  ].join('\n');
}
