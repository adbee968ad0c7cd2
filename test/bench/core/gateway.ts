import { execFile, fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { load } from './gateway/load.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const HERE = fileURLToPath(new URL('./gateway/', import.meta.url));
const PEERS = `${ROOT}.bench/gateway`;
const ROUNDS = 7;
const ROUND_MS = 2_000;
const CONNECTIONS = 64;

export interface GatewayLine {
  readonly bench: string;
  readonly ours: number;
  readonly peer: number;
  readonly ratio: number;
  readonly unit: string;
  readonly goal: number;
  readonly holds: boolean;
  /** Processor time of the proxy alone, in µs a request: what remains comparable on a busy machine. */
  readonly cpu: { readonly ours: number; readonly peer: number };
}

interface Proxy {
  readonly child: ChildProcess;
  readonly port: number;
  readonly authorization?: string;
}

/**
 * Requests a second through the gateway, beside a bare @fastify/http-proxy in front of the same service: processes of
 * their own, rounds in turn, medians. Ours checks tokens, counts limits and logs; the peer does none of it.
 */
export async function gatewayBench(): Promise<readonly GatewayLine[]> {
  await installPeers();
  const upstream = await started(`${HERE}upstream.ts`, []);
  const ours = await started(`${HERE}ours.ts`, [String(upstream.port)]);
  const peer = await started(`${HERE}peer.mjs`, [PEERS, String(upstream.port)]);
  try {
    const lines = [];
    for (const method of ['GET', 'POST'] as const) lines.push(await compared(method, ours, peer));
    return lines;
  } finally {
    for (const { child } of [ours, peer, upstream]) child.kill('SIGKILL');
  }
}

async function compared(method: 'GET' | 'POST', ours: Proxy, peer: Proxy): Promise<GatewayLine> {
  const request = requestOf(method, ours.authorization!);
  const rates = { ours: [] as number[], peer: [] as number[] };
  const cpu = { ours: [] as number[], peer: [] as number[] };
  for (let round = -1; round < ROUNDS; round++) {
    for (const [name, proxy] of round % 2 === 0 ? ([['ours', ours], ['peer', peer]] as const) : ([['peer', peer], ['ours', ours]] as const)) {
      const before = processorTime(proxy);
      const rate = await load({ port: proxy.port, request, connections: CONNECTIONS, milliseconds: ROUND_MS });
      if (round < 0) continue; // the first round warms up
      rates[name].push(rate);
      cpu[name].push(((processorTime(proxy) - before) * 1_000) / ((rate * ROUND_MS) / 1_000));
    }
  }
  const [one, other] = [median(rates.ours), median(rates.peer)];
  return {
    bench: `gateway, ${method} 1 KB, ${CONNECTIONS} connections`, ours: Math.round(one), peer: Math.round(other),
    ratio: Number((one / other).toFixed(2)), unit: 'requests/s', goal: 0.7, holds: one / other >= 0.7,
    cpu: { ours: Math.round(median(cpu.ours)), peer: Math.round(median(cpu.peer)) },
  };
}

function requestOf(method: 'GET' | 'POST', authorization: string): Buffer {
  const common = `${method} /v1/people HTTP/1.1\r\nhost: localhost\r\naccept: application/json\r\nauthorization: ${authorization}\r\n`;
  if (method === 'GET') return Buffer.from(`${common}\r\n`);
  const body = JSON.stringify({ goals: 'x'.repeat(1_000) });
  return Buffer.from(`${common}idempotency-key: bench-0001\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
}

/** Milliseconds of processor time that a process has used. */
function processorTime({ child }: Proxy): number {
  if (process.platform !== 'linux') return NaN;
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function started(file: string, args: readonly string[]): Promise<Proxy> {
  const runner = ['--conditions=flipside-source', '--import', `${ROOT}libs/testing/run-ts.mjs`];
  const quiet = openSync('/dev/null', 'w');
  const child = fork(file, args, { execArgv: file.endsWith('.ts') ? runner : [], stdio: ['ignore', quiet, 'inherit', 'ipc'], env: { ...process.env, NODE_ENV: 'production' } });
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve({ child, ...(message as { port: number; authorization?: string }) }));
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
  });
}

/** The peer, in a folder of its own that is never committed. */
async function installPeers(): Promise<void> {
  if (existsSync(`${PEERS}/node_modules/@fastify/http-proxy`)) return;
  mkdirSync(PEERS, { recursive: true });
  writeFileSync(`${PEERS}/package.json`, JSON.stringify({ private: true, dependencies: { fastify: '5.12.8', '@fastify/http-proxy': '11.6.3' } }));
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: PEERS });
}
