import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { testGateway, type TestGateway } from './testing/test-gateway.js';
import type { Seen } from './testing/upstream-server.js';

const MIB = 1024 * 1024;
const PIECE = Buffer.alloc(64 * 1024, 'y');

/** 50 MiB, made as they are taken, with a count of how many were. */
function body(): { stream: Readable; taken: () => number } {
  let taken = 0;
  const stream = new Readable({
    read() {
      this.push(taken++ < 800 ? PIECE : null);
    },
  });
  return { stream, taken: () => Math.min(taken, 800) * PIECE.length };
}

/** Waits until a number stands still. */
async function still(count: () => number): Promise<number> {
  for (let before = -1; before !== count(); await sleep(150)) before = count();
  return count();
}

/** What lies in the sockets of both hops, and no more: far less than the whole. */
const IN_SOCKETS = 25 * MIB;

describe('a body of 50 MiB', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await testGateway();
  });
  afterEach(() => gateway.stop());

  it.each(['with', 'without'])('that a client sends %s a stated length is held back by a service that does not read, then goes through', async (stated) => {
    const { upstreams } = gateway;
    let read: (() => void) | undefined;
    upstreams.participants.beforeRead = () => new Promise<void>((resolve) => (read = resolve));
    const headers = { authorization: await gateway.bearer('hr-integration'), 'content-type': 'text/csv', ...(stated === 'with' && { 'content-length': 50 * MIB }) };
    const { stream, taken } = body();
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      stream.pipe(httpRequest(`${gateway.address}/v1/hr-imports`, { method: 'POST', headers }, resolve).on('error', reject));
    });
    while (!read) await sleep(5);
    expect(await still(taken)).toBeLessThan(IN_SOCKETS);
    read();
    const seen = JSON.parse(Buffer.concat(await (await answer).toArray() as Buffer[]).toString()) as Seen;
    expect(seen.bytes).toBe(50 * MIB);
  });

  it('that a service answers with is held back by a client that does not read, then goes through', async () => {
    const { stream, taken } = body();
    gateway.upstreams.participants.big = () => stream;
    const headers = { authorization: await gateway.bearer('participant') };
    const answer = await new Promise<IncomingMessage>((resolve) => httpRequest(`${gateway.address}/v1/people/7f/big`, { headers }, resolve).end());
    expect(await still(taken)).toBeLessThan(IN_SOCKETS);
    let bytes = 0;
    for await (const piece of answer) bytes += (piece as Buffer).length;
    expect(bytes).toBe(50 * MIB);
  });

  it('is no longer taken from a service when the client has gone', async () => {
    const { stream, taken } = body();
    gateway.upstreams.participants.big = () => stream;
    const headers = { authorization: await gateway.bearer('participant') };
    const answer = await new Promise<IncomingMessage>((resolve) => httpRequest(`${gateway.address}/v1/people/7f/big`, { headers }, resolve).end());
    answer.destroy();
    while (!stream.destroyed) await sleep(5);
    expect(taken()).toBeLessThan(50 * MIB);
  });
});
