import { createRequire } from 'node:module';

interface Queue {
  push(request: object): void;
  scheduleCheckPendingRequests(): void;
  checkPendingRequests(): void;
  destroy(): void;
  pending: unknown[];
}

/** kafkajs's own queue of one connection, with our patch (patches/kafkajs+2.2.4.patch). */
const RequestQueue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as new (options: object) => Queue;

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
