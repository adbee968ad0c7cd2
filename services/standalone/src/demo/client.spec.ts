import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { Gateway } from './client.js';

/** Answers everything with the key that it came under. */
async function keyEcho(): Promise<Server> {
  const server = createServer((request, response) => {
    void json(request).then(() => response.end(JSON.stringify({ token: 'any', id: request.headers['idempotency-key'] })));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

describe('the keys of the demo’s wishes', () => {
  let server: Server;
  const gateways: Gateway[] = [];
  beforeAll(async () => void (server = await keyEcho()));
  afterAll(async () => {
    for (const gateway of gateways) await gateway.close();
    await new Promise((resolve) => server.close(resolve));
  });
  const mentor = (seed: number) => {
    const gateway = new Gateway(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, seed);
    gateways.push(gateway);
    return gateway.as(['participant'], 'ada');
  };
  const keyOf = async (actor: ReturnType<typeof mentor>, pairingId: string) => (await actor.post('/v1/sessions', { pairingId })).id;

  it('are the same in every run of a seed, whichever of two is asked first', async () => {
    const [one, other, seeded] = [mentor(1), mentor(1), mentor(2)];
    const [first, second] = [await keyOf(one, 'p1'), await keyOf(one, 'p2')];
    expect([await keyOf(other, 'p2'), await keyOf(other, 'p1')]).toEqual([second, first]);
    expect(second).not.toBe(first);
    expect(await keyOf(seeded, 'p1')).not.toBe(first);
  });

  it('differ where one asks for the same again', async () => {
    const actor = mentor(1);
    expect(await keyOf(actor, 'p1')).not.toBe(await keyOf(actor, 'p1'));
  });
});
