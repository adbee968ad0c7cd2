import type { Connection, LogEvent } from './connection.js';
import { Epoch } from './epoch.js';
import { Names } from './names.js';
import { PositionLost, Reader, StreamTruncated } from './reader.js';

/** A server that answers as the real one does where somebody has meddled with its data. */
const meddled = {
  lastOf: async () => undefined,
  stream: async () => [{ revision: 3n }],
  log: () => Promise.reject(Object.assign(new Error('3 INVALID_ARGUMENT: Trying to read from an invalid position.'), { code: 3 })),
  logBackwards: async (_before: bigint | undefined, _count: number, take: (event: LogEvent) => boolean) =>
    void take({ streamId: 'matching.run-1', type: 'T', position: { commit: 50n, prepare: 50n } } as unknown as LogEvent),
} as unknown as Connection;
const reader = new Reader(meddled, new Epoch(meddled), new Names('matching'));

describe('reading where the server was meddled with', () => {
  it('says that a position is not of this log, where the server finds no event there', async () => {
    const lost = await reader.page({ epoch: 1, n: 40n }, 10).catch((error: unknown) => error);
    expect(lost).toBeInstanceOf(PositionLost);
    expect(String(lost)).toContain('start a new epoch and rebuild');
  });

  it('folds no stream whose beginning was cut off', async () => {
    await expect(reader.stream('run-1', 0n)).rejects.toThrow(StreamTruncated);
  });
});
