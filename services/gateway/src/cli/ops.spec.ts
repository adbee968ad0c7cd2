import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { main } from './ops.js';

interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
}

describe('npm run ops', () => {
  let server: Server;
  let gateway: string;
  let answer: { status: number; body: object };
  const asked: Asked[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push({ path: request.url!, authorization: request.headers.authorization });
      const { status, body } = request.url === '/v1/dev/tokens' ? { status: 200, body: { token: 'made for development' } } : answer;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    gateway = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((closed) => server.close(closed)));
  beforeEach(() => asked.splice(0));

  const run = async (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const lines: string[] = [];
    const code = await main(args, { FLIPSIDE_GATEWAY: gateway, ...env }, (line) => lines.push(line));
    return { code, text: lines.join('\n') };
  };
  const found = { verdict: 'same', differs: [], erased: 0, certificate: 'valid', pairsChecked: 12 };

  it('verifies a match run with the token it is given', async () => {
    answer = { status: 200, body: found };
    const { code, text } = await run(['match-run', 'verify', 'r1'], { FLIPSIDE_TOKEN: 'mine' });
    expect([code, text]).toEqual([0, 'match run r1: built again from the events: the same bytes\ncertificate valid: its prices were held against 12 pairs']);
    expect(asked).toEqual([{ path: '/v1/match-runs/r1/verify', authorization: 'Bearer mine' }]);
  });

  it('says so where another version of the engine computed the run', async () => {
    answer = { status: 200, body: { ...found, verdict: 'hashes-only' } };
    expect((await run(['match-run', 'verify', 'r1'], { FLIPSIDE_TOKEN: 'mine' })).text).toContain('another version of the engine computed it');
  });

  it('asks a development server for a token', async () => {
    answer = { status: 200, body: { ...found, verdict: 'hashes-only', erased: 1 } };
    expect((await run(['match-run', 'verify', 'r1'])).text).toContain('the inputs of 1 person are gone by erasure');
    expect(asked.map(({ path, authorization }) => [path, authorization])).toEqual([
      ['/v1/dev/tokens', undefined], ['/v1/match-runs/r1/verify', 'Bearer made for development'],
    ]);
  });

  it('says where it differs, and fails', async () => {
    answer = { status: 200, body: { ...found, verdict: 'differs', differs: ['snapshot: row 3, links.line'] } };
    const { code, text } = await run(['match-run', 'verify', 'r1', '--json']);
    expect([code, JSON.parse(text).differs]).toEqual([1, ['snapshot: row 3, links.line']]);
    expect((await run(['match-run', 'verify', 'r1'])).text).toContain('\n  snapshot: row 3, links.line\n');
  });

  it('gives the words of a refusal, and says how it is used', async () => {
    answer = { status: 404, body: { code: 'not-found', detail: 'There is no such completed run.' } };
    expect(await run(['match-run', 'verify', 'r1'])).toEqual({ code: 1, text: 'refused (404 not-found): There is no such completed run.' });
    expect((await run(['match-run'])).code).toBe(2);
    expect((await run(['match-run', 'verify', 'r1', '--loud'])).code).toBe(2);
    expect((await run(['match-run', 'verify', 'r1', '--gateway=http://127.0.0.1:1'])).code).toBe(1);
  });

  it('shows where consumers stand, and fails where a service does not answer', async () => {
    const consumers = [{ consumer: 'matching.runs', source: 'matching', position: '1:40', lag: 2 }, { consumer: 'matching.known-people', source: 'participants', position: '0:0', lag: null }];
    const report = { service: 'matching', head: '1:42', inFlight: 0, nextDue: null, parked: 3, unknown: 1, newer: 0, unreadable: 12, consumers };
    answer = { status: 200, body: { services: [report], unreachable: ['sessions'] } };
    const { code, text } = await run(['lag'], { FLIPSIDE_TOKEN: 'mine' });
    expect(code).toBe(1);
    expect(text.split('\n')).toEqual([
      'service   head  in flight  next timer  parked  unknown  newer  unreadable',
      '────────  ────  ─────────  ──────────  ──────  ───────  ─────  ──────────',
      'matching  1:42          0  –                3        1      0          12',
      '',
      'consumer               of            stands at  behind',
      '─────────────────────  ────────────  ─────────  ──────',
      'matching.runs          matching      1:40       2',
      'matching.known-people  participants  0:0        ?',
      '', 'no answer from sessions',
    ]);
  });

  it('shows what is parked, and replays or discards it', async () => {
    answer = { status: 200, body: { items: [], unreachable: [] } };
    expect(await run(['parked'], { FLIPSIDE_TOKEN: 'mine' })).toEqual({ code: 0, text: 'nothing is parked' });
    answer = { status: 200, body: { id: 'matching.12', handled: 2, left: 1 } };
    for (const action of ['replay', 'discard']) {
      expect(await run(['parked', action, 'matching.12'], { FLIPSIDE_TOKEN: 'mine' })).toEqual({ code: 0, text: 'matching.12 is parked no more; handled 2 of its stream, 1 still parked' });
    }
    expect(asked.map(({ path }) => path)).toEqual(['/v1/ops/parked', '/v1/ops/parked/matching.12/replay', '/v1/ops/parked/matching.12/discard']);
  });

  it('rebuilds one read model after the other, and fails where one failed', async () => {
    answer = { status: 200, body: { name: 'a.b', state: 'failed', done: '1', of: '2', error: 'TypeError' } };
    const { code, text } = await run(['read-models', 'rebuild', 'a.b', 'a.c'], { FLIPSIDE_TOKEN: 'mine' });
    expect([code, text.split('\n')[0]]).toEqual([1, 'a.b: failed (TypeError); the active one is as it was']);
    expect(asked.map(({ path }) => path)).toEqual(['/v1/ops/read-models/a.b/rebuild', '/v1/ops/read-models/a.c/rebuild']);
  });

  it('helps whoever asks, and whoever asked for what there is not', async () => {
    const help = await run(['parked', 'replay', '--help']);
    expect([help.code, help.text]).toEqual([0, expect.stringMatching(/read-models rebuild NAME … +builds read models anew/)]);
    for (const wrong of [[], ['lag', 'x'], ['parked', 'replay'], ['read-models', 'rebuild']]) expect(await run(wrong)).toEqual({ code: 2, text: help.text });
  });
});
