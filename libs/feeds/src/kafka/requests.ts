import type { Audience, Contract } from '@flipside/contracts';
import { topicName, PARTITIONS, type KafkaSettings } from './client.js';
import { MessageWriter, valueOf } from './message-writer.js';
import { partitionFor } from './partition.js';
import { RecordWriter, type Records } from './record-writer.js';
import type { Hiding } from './whereabouts.js';

/** What one partition gets, in order. */
export interface Portion {
  readonly topic: string;
  readonly partition: number;
  readonly records: Records;
}

/** The contracts of one partition. */
interface Part {
  readonly topic: string;
  readonly partition: number;
  readonly contracts: Contract[];
}

/** A request holds at most so many bytes for one partition: topics take 1 MiB, an event has at most 256 KiB. */
const PORTION_BYTES = 640 * 1024;
const OVERHEAD_BYTES = 600;

/** Makes the requests of transactions, one transaction after the other: what it made before is no more then. */
export class RequestWriter {
  private readonly records = new RecordWriter();
  private readonly messages: MessageWriter;

  constructor(
    private readonly settings: Pick<KafkaSettings, 'prefix' | 'service'>,
    private readonly hiding: Hiding,
  ) {
    this.messages = new MessageWriter(this.records, settings.service);
  }

  /**
   * Contracts of the service as the requests of one transaction, each with at most one portion of a partition; one request
   * where nothing is too large. What is told together in one partition is hidden together.
   */
  requestsOf(contracts: readonly Contract[]): readonly (readonly Portion[])[] {
    this.records.restart();
    const portions = byPartition(contracts, this.settings).map((part) => this.portionsOf(part));
    const most = Math.max(0, ...portions.map(({ length }) => length));
    return Array.from({ length: most }, (_, nth) => portions.flatMap((part) => part[nth] ?? []));
  }

  /** A topic has one audience. */
  private portionsOf({ topic, partition, contracts }: Part): readonly Portion[] {
    const { records } = this;
    const hidden = contracts[0]!.audience === 'public' ? this.hiding.hide(contracts) : [];
    const portions: Portion[] = [];
    records.beginPortion();
    for (const [i, contract] of contracts.entries()) {
      const value = valueOf(contract);
      if (records.size > 0 && records.size + sizeOf(value) > PORTION_BYTES) {
        portions.push({ topic, partition, records: records.endPortion() });
        records.beginPortion();
      }
      this.messages.write(contract, value, hidden[i]);
    }
    return [...portions, { topic, partition, records: records.endPortion() }];
  }
}

/** Those of a partition in their order. */
function byPartition(contracts: readonly Contract[], settings: Pick<KafkaSettings, 'prefix' | 'service'>): readonly Part[] {
  const parts: Record<Audience, (Part | undefined)[]> = { public: Array(PARTITIONS), sealed: Array(PARTITIONS) };
  for (const contract of contracts) {
    const partition = partitionFor(contract.stream);
    const { audience } = contract;
    const part = (parts[audience][partition] ??= { topic: topicName(settings, settings.service, audience), partition, contracts: [] });
    part.contracts.push(contract);
  }
  return [...parts.public, ...parts.sealed].filter((part) => part !== undefined);
}

/** Characters count up to three bytes each; most are ASCII, and the limit leaves room. */
function sizeOf(value: string): number {
  return value.length + OVERHEAD_BYTES;
}
