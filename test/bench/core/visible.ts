import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Line } from '../line.js';
import { percentile } from '../measure.js';
import { withServer } from '../server.js';
import { apiOf, type Api } from './product/api.js';
import { withProduct } from './product/product.js';

const PEER = fileURLToPath(new URL('./visible/peer-process.ts', import.meta.url));
const RUNNER = ['--conditions=flipside-source', '--import', fileURLToPath(new URL('../../../libs/testing/run-ts.mjs', import.meta.url))];

const ROUNDS = 5;
/** Of the peer few: where nothing comes, it looks ever less often, up to once a second. */
const IN_A_ROUND = { ours: 60, peer: 4 };
const LIMIT_MS = 50;

/**
 * From the answer to a command until a query that asks for what it wrote shows it, both over HTTP through the gateway of the
 * product as `npm start` runs it. Beside it emmett's consumer with its own polling, until it has the event: nothing is
 * written or asked for there yet.
 */
export function visibleBench(): Promise<readonly Line[]> {
  return withProduct((product) => withServer(async (server) => {
    await server.createDatabase('peer');
    const peer = fork(PEER, [server.url('peer')], { execArgv: RUNNER });
    try {
      await once(peer, 'message');
      const admin = await apiOf(product.address, ['programme-admin'], randomUUID());
      const auditor = await apiOf(product.address, ['auditor']);
      return await measured(() => seen(admin, auditor), peer);
    } finally {
      peer.kill('SIGKILL');
      await once(peer, 'exit');
    }
  }));
}

async function measured(work: () => Promise<number>, peer: ChildProcess): Promise<readonly Line[]> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const own = await repeated(IN_A_ROUND.ours, work);
    peer.send(IN_A_ROUND.peer);
    const [other] = (await once(peer, 'message')) as [readonly number[]];
    if (round === 0) continue; // warms up
    ours.push(...own);
    theirs.push(...other);
  }
  return [
    line('command accepted ▸ visible through the gateway, p99', percentile(ours, 99), percentile(theirs, 99), LIMIT_MS),
    line('command accepted ▸ visible through the gateway, median', percentile(ours, 50), percentile(theirs, 50), null),
  ];
}

async function repeated(count: number, work: () => Promise<number>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let n = 0; n < count; n++) times.push(await work());
  return times;
}

async function seen(admin: Api, auditor: Api): Promise<number> {
  const { body, position } = await admin.ask<{ id: string }>('POST', '/v1/programmes', { name: 'Bench' });
  const begun = performance.now();
  const read = { 'flipside-min-position': position! };
  const { body: { id } } = await auditor.ask<{ id: string }>('GET', `/v1/programmes/${body.id}`, undefined, read);
  if (id !== body.id) throw new Error(`asked for ${body.id}, got ${id}`);
  return performance.now() - begun;
}

function line(bench: string, ours: number, peer: number, goal: number | null): Line {
  const rounded = (value: number): number => Number(value.toFixed(1));
  return {
    bench, ours: rounded(ours), peer: rounded(peer), ratio: Number((peer / ours).toFixed(2)), unit: 'ms', goal, holds: goal === null || ours < goal,
  };
}
