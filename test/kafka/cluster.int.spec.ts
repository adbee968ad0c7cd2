import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startOf } from '@flipside/embedded-postgres/process-identity';
import { startCluster, type Cluster, type ClusterOptions } from '@flipside/standalone/cluster/cluster';
import { testKafka } from '@flipside/testing/kafka';
import { RUN_TS } from '@flipside/testing/run-ts';

const kafka = await testKafka();
const admin = { roles: ['programme-admin'], personId: '0b1f9a3e-5a42-5c33-8c0e-6f5f3f1f7a10' };

(kafka ? describe : describe.skip)('a cluster on this machine', () => {
  const said: string[] = [];
  let options: ClusterOptions;
  let cluster: Cluster;

  beforeAll(async () => {
    options = {
      path: await mkdtemp(join(tmpdir(), 'flipside-cluster-')),
      pace: 'frozen', firstMoment: '2027-01-04T08:00:00.000Z', port: 0,
      environment: { ...process.env, KAFKA_BROKERS: kafka!.brokers.join(',') },
      program: (program) => [...RUN_TS, fileURLToPath(new URL(`../../services/${program}/src/main.ts`, import.meta.url))],
      output: (program, line) => said.push(`${program} ${line}`),
      news: (line) => said.push(line),
    };
    cluster = await startCluster(options);
  });
  afterAll(async () => {
    await cluster.stop();
    await rm(options.path, { recursive: true, force: true });
  });

  async function ask<T>(method: string, path: string, as?: object, body?: object, after = '') {
    const token = as && (await ask<{ token: string }>('POST', '/v1/dev/tokens', undefined, as)).body.token;
    const response = await fetch(cluster.address + path, {
      method, body: body && JSON.stringify(body),
      headers: {
        'content-type': 'application/json', 'idempotency-key': randomUUID(),
        ...(token && { authorization: `Bearer ${token}` }), ...(after && { 'flipside-min-position': after }),
      },
    });
    return { status: response.status, position: response.headers.get('flipside-position')!, body: (await response.json()) as T };
  }

  const create = () => ask<{ id: string }>('POST', '/v1/programmes', admin, { name: 'Learn from below' });
  /** Asks again as long as the service says that it has not heard of it yet. */
  async function runsOf(programmeId: string, after: string) {
    for (;;) {
      const answer = await ask('GET', `/v1/match-runs?programmeId=${programmeId}`, admin, undefined, after);
      if (answer.status !== 503) return answer;
    }
  }

  /** Business time of participants' last event. */
  async function timeOfLast(after: string): Promise<string> {
    const { body } = await ask<{ items: { time: string }[] }>('GET', '/v1/events/participants', { roles: ['analyst'] }, undefined, after);
    return body.items.at(-1)!.time;
  }

  it('takes a command at the gateway and tells it to another service over the broker', async () => {
    const made = await create();
    expect(made.status).toBe(201);
    expect(await runsOf(made.body.id, made.position)).toMatchObject({ status: 200, body: { items: [] } });
  });

  it('moves the business time of all its processes', async () => {
    expect(await ask('POST', '/v1/dev/clock', undefined, { to: '2027-02-01T08:00:00Z' })).toMatchObject({ status: 200 });
    expect(await timeOfLast((await create()).position)).toBe('2027-02-01T08:00:00.000Z');
  });

  it('starts a process again that was killed, which goes by the time that was moved to', async () => {
    const participants = cluster.processes.get('participants')!;
    const { pid } = participants;
    await participants.kill();
    await participants.ready();
    expect(participants.pid).not.toBe(pid);
    expect(said.join('\n')).toContain('participants ended with SIGKILL');
    const made = await create();
    expect(await timeOfLast(made.position)).toBe('2027-02-01T08:00:00.000Z');
    expect(await runsOf(made.body.id, made.position)).toMatchObject({ status: 200 });
  });

  it('has one owner, and leaves nothing running', async () => {
    await expect(startCluster(options)).rejects.toThrow(`is in use by process ${process.pid}`);
    const pids = [...cluster.processes.values(), cluster.postgres].map(({ pid }) => pid!);
    expect(Object.values(await cluster.stop())).toEqual([0, 0, 0, 0, 0]);
    for (const pid of pids) expect(await startOf(pid)).toBeUndefined();
  });
});
