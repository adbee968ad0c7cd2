import fc from 'fast-check';
import kafkajs, { type PartitionMetadata } from 'kafkajs';
import { partitionFor } from './partition.js';

const partitionMetadata = Array.from({ length: 12 }, (_, partitionId) => ({ partitionId, leader: 0 }) as PartitionMetadata);
const theirs = kafkajs.Partitioners.DefaultPartitioner();

describe('the partition of a stream', () => {
  it('is where other clients of Kafka would put its key, whatever the key', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 0, maxLength: 40 }), (key) => {
      expect(partitionFor(key)).toBe(theirs({ topic: '', partitionMetadata, message: { key, value: null } }));
    }), { numRuns: 1_000 });
  });

  it('is any of the twelve', () => {
    expect(new Set(Array.from({ length: 200 }, (_, n) => partitionFor(`person-${n}`))).size).toBe(12);
  });
});
