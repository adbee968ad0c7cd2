import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readDocuments, serviceNames } from './openapi/read-documents.js';
import { testDocuments } from './testing/documents.js';
import { testGateway } from './testing/test-gateway.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

describe('the committed documents of the services', () => {
  it('are read together, and one that is missing is named', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gateway-documents-'));
    for (const [name, document] of testDocuments()) {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, 'openapi.json'), JSON.stringify(document));
    }
    const read = await readDocuments(pathToFileURL(`${folder}/`));
    expect([...read.keys()]).toEqual(serviceNames);
    await rm(join(folder, 'sessions'), { recursive: true });
    await expect(readDocuments(pathToFileURL(`${folder}/`))).rejects.toThrow('services/sessions/openapi.json');
    await rm(folder, { recursive: true });
  });
});

describe('a gateway that stops', () => {
  it('finishes the requests under way and takes no more', async () => {
    const gateway = await testGateway();
    let go: (() => void) | undefined;
    gateway.upstreams.participants.beforeRead = () => new Promise<void>((resolve) => (go = resolve));
    const headers = { authorization: await gateway.bearer('participant'), 'content-type': 'application/json' };
    const asked = fetch(`${gateway.address}/v1/people`, { method: 'POST', body: '{}', headers });
    while (!go) await new Promise((resolve) => setTimeout(resolve, 5));
    const stopped = gateway.stop();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(fetch(`${gateway.address}/health/live`)).rejects.toThrow('fetch failed');
    go();
    expect((await asked).status).toBe(200);
    await stopped;
  });
});

describe('the program', () => {
  const run = (env: Record<string, string>): ChildProcess =>
    spawn(process.execPath, ['--conditions=flipside-source', '--import', `${ROOT}libs/testing/run-ts.mjs`, `${ROOT}services/gateway/src/main.ts`], {
      env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'],
    });

  it('says all that is missing and ends', async () => {
    const child = run({});
    const [error, code] = await Promise.all([
      child.stderr!.toArray().then((parts) => parts.join('')),
      new Promise<number | null>((resolve) => child.once('exit', resolve)),
    ]);
    expect(error).toMatch(/PEERS is not set[\s\S]*SERVICE_SECRET is not set[\s\S]*OIDC_ISSUER/);
    expect(code).not.toBe(0);
  });
});
