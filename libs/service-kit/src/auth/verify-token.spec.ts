import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Problem } from '../problem.js';
import { devIssuer, newDevIssuerKey, type DevIssuer } from './dev-issuer.js';
import { tokenVerifier } from './verify-token.js';

const KEYS_WITHIN_MS = 200;
const unavailable = { code: 'service-unavailable', extra: { headers: { 'retry-after': '2' } } };

describe('tokens of an issuer that publishes its keys', () => {
  let issuer: DevIssuer;
  let bearer: string;
  let answer: RequestListener;
  let server: Server;
  let url: URL;

  beforeAll(async () => {
    issuer = await devIssuer(await newDevIssuerKey());
    bearer = `Bearer ${await issuer.issue({ subject: 'ada', roles: ['participant'] })}`;
  });
  beforeEach(async () => {
    server = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`);
  });
  afterEach(() => close());

  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  const verifier = () => tokenVerifier({ ...issuer.trust, keys: url, keysWithinMs: KEYS_WITHIN_MS });
  const publish: RequestListener = (_, response) => response.end(JSON.stringify(issuer.trust.keys));

  it('are believed, and are refused where they are forged or name a key that is not among them', async () => {
    answer = publish;
    const verify = verifier();
    expect(await verify(bearer)).toMatchObject({ subject: 'ada', roles: ['participant'] });
    const stranger = await devIssuer(await newDevIssuerKey());
    const theirs = `Bearer ${await stranger.issue({ subject: 'ada', roles: ['operator'] })}`;
    const unknownKey = `Bearer ${[Buffer.from('{"alg":"EdDSA","kid":"of nobody"}').toString('base64url'), ...bearer.split('.').slice(1)].join('.')}`;
    for (const bad of [theirs, unknownKey, 'Bearer no.token.atall']) await expect(verify(bad)).rejects.toMatchObject({ code: 'token-invalid' });
  });

  it.each<[string, RequestListener]>([
    ['answers with a failure', (_, response) => response.writeHead(500).end()],
    ['sends elsewhere', (_, response) => response.writeHead(302, { location: '/elsewhere' }).end()],
    ['answers with what is no JSON', (_, response) => response.end('<html>')],
    ['answers with what are no keys', (_, response) => response.end('{}')],
    ['hangs', () => undefined],
    ['hangs in the middle of its answer', (_, response) => void response.write('{"keys":')],
    ['hangs up', (request) => request.socket.destroy()],
  ])('can not be checked while the issuer %s, which is an outage and no fault of the token, and can after it', async (_, broken) => {
    answer = broken;
    const verify = verifier();
    await expect(verify(bearer)).rejects.toMatchObject(unavailable);
    await expect(verify(bearer)).rejects.toBeInstanceOf(Problem);
    answer = publish;
    expect(await verify(bearer)).toMatchObject({ subject: 'ada' });
  });

  it('can not be checked while nobody listens where the keys are published', async () => {
    await close();
    await expect(verifier()(bearer)).rejects.toMatchObject(unavailable);
  });
});
