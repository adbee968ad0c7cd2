import { createRequire } from 'node:module';

interface Queue {
  push(request: object): void;
  scheduleCheckPendingRequests(): void;
  checkPendingRequests(): void;
  destroy(): void;
  pending: unknown[];
}

interface Transactions {
  initProducerId(): Promise<void>;
  beginTransaction(): void;
  addPartitionsToTransaction(topics: readonly object[]): Promise<void>;
  commit(): Promise<void>;
}

/** kafkajs's own queue of one connection and its transactions, with our patch (patches/kafkajs+2.2.4.patch). */
const theirs = createRequire(import.meta.url);
const RequestQueue = theirs('kafkajs/src/network/requestQueue') as new (options: object) => Queue;
const createTransactions = theirs('kafkajs/src/producer/eosManager') as (parts: object) => Transactions;

describe('a connection of kafkajs', () => {

  const queue = (maxInFlightRequests: number): Queue =>
    new RequestQueue({ maxInFlightRequests, requestTimeout: 30_000, enforceRequestTimeout: false, clientId: 'spec', broker: 'spec', logger: { debug: () => undefined } });

  const request = (correlationId: number, sent: number[]) => ({
    entry: { correlationId, resolve: () => undefined, reject: () => undefined },
    expectResponse: true,
    sendRequest: () => sent.push(correlationId),
  });

  it('wakes nobody while it is idle, and warns of no negative time', async () => {
    const warnings: string[] = [];
    const warn = (warning: Error): void => void warnings.push(warning.name);
    process.on('warning', warn);
    const idle = queue(5);
    let wakes = 0;
    const check = idle.checkPendingRequests.bind(idle);
    idle.checkPendingRequests = () => {
      wakes++;
      check();
    };
    idle.checkPendingRequests();
    await new Promise((resolve) => setTimeout(resolve, 100));
    process.off('warning', warn);
    idle.destroy();
    expect(wakes).toBe(1); // our own call; unpatched it is some 90
    expect(warnings).toEqual([]);
  });

  it('still sends what waits behind others, when one of them is answered', () => {
    const sent: number[] = [];
    const busy = queue(1);
    busy.push(request(1, sent));
    busy.push(request(2, sent));
    expect(sent).toEqual([1]);
    (busy as unknown as { inflight: Map<number, unknown> }).inflight.clear();
    busy.checkPendingRequests();
    expect(sent).toEqual([1, 2]);
    busy.destroy();
  });
});

describe('transactions of kafkajs', () => {
  it('ask for their coordinator once, and anew when it has not done what it was asked for', async () => {
    let asked = 0;
    let fails = false;
    const coordinator = {
      nodeId: '1', initProducerId: async () => ({ producerId: '7', producerEpoch: 0 }), endTxn: async () => undefined,
      addPartitionsToTxn: async () => {
        if (fails) throw new Error('it is another by now');
      },
    };
    const cluster = {
      retry: { retries: 0 }, refreshMetadataIfNecessary: async () => undefined, findBroker: async () => coordinator,
      findGroupCoordinator: async () => (asked++, coordinator),
    };
    const transactions = createTransactions({ logger: { debug: () => undefined }, cluster, transactional: true, transactionalId: 'relay' });
    const partitions = [{ topic: 'news', partitions: [{ partition: 0 }] }];
    await transactions.initProducerId();
    for (let n = 0; n < 3; n++) {
      transactions.beginTransaction();
      await transactions.addPartitionsToTransaction(partitions);
      await transactions.commit();
    }
    expect(asked).toBe(2); // for the producer's own number, and for all transactions; unpatched it is 7
    transactions.beginTransaction();
    fails = true;
    await expect(transactions.addPartitionsToTransaction(partitions)).rejects.toThrow('another by now');
    fails = false;
    await transactions.addPartitionsToTransaction(partitions);
    expect(asked).toBe(3);
  });
});
