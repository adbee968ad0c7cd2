import type { Contract } from '@flipside/contracts';
import type { Message } from 'kafkajs';
import { partOf, topicName, type KafkaSettings } from './client.js';
import { toMessage } from './message.js';
import { partitionFor } from './partition.js';
import type { Hiding } from './whereabouts.js';

/** What one partition gets, in order. */
export interface Portion<T = Message> {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly T[];
}

/** A request holds at most so many bytes for one partition: topics take 1 MiB, an event has at most 256 KiB. */
const PORTION_BYTES = 640 * 1024;
const OVERHEAD_BYTES = 600;

/**
 * Contracts as the requests of one transaction, each with at most one portion of a partition; one request where nothing is
 * too large. What is told together in one partition is hidden together.
 */
export function requestsOf(contracts: readonly Contract[], settings: Pick<KafkaSettings, 'prefix'>, hiding: Hiding): readonly (readonly Portion[])[] {
  const portions = byPartition(contracts, settings).map((part) => inPortions(asMessages(part, hiding)));
  const most = Math.max(0, ...portions.map(({ length }) => length));
  return Array.from({ length: most }, (_, nth) => portions.flatMap((part) => part[nth] ?? []));
}

function byPartition(contracts: readonly Contract[], settings: Pick<KafkaSettings, 'prefix'>): readonly Portion<Contract>[] {
  const parts = new Map<string, Portion<Contract> & { readonly messages: Contract[] }>();
  for (const contract of contracts) {
    const topic = topicName(settings, contract.service, contract.audience);
    const partition = partitionFor(contract.stream);
    const key = partOf(topic, partition);
    const part = parts.get(key);
    if (part) part.messages.push(contract);
    else parts.set(key, { topic, partition, messages: [contract] });
  }
  return [...parts.values()];
}

/** A topic has one audience. */
function asMessages({ topic, partition, messages: contracts }: Portion<Contract>, hiding: Hiding): Portion {
  const hidden = contracts[0]!.audience === 'public' ? hiding.hide(contracts) : [];
  return { topic, partition, messages: contracts.map((contract, i) => toMessage(contract, partition, hidden[i])) };
}

function inPortions({ topic, partition, messages }: Portion): readonly Portion[] {
  const portions: Message[][] = [];
  let bytes = Infinity;
  for (const message of messages) {
    if (bytes + sizeOf(message) > PORTION_BYTES) {
      portions.push([]);
      bytes = 0;
    }
    portions.at(-1)!.push(message);
    bytes += sizeOf(message);
  }
  return portions.map((some) => ({ topic, partition, messages: some }));
}

/** Characters count up to three bytes each; most are ASCII, and the limit leaves room. */
function sizeOf({ value }: Message): number {
  return (value as string).length + OVERHEAD_BYTES;
}
