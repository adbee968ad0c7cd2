import { execFile, type ExecFileException } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePorts } from '@flipside/local-kafka/ports';
import { COMPOSE, newEnv, ROOT } from './compose-files.js';

const ASK_EVERY_MS = 500;

/** The demo's deployment with events in Postgres, as a compose project of its own. */
export interface Deployment {
  /** `http://127.0.0.1:port` of the gateway. */
  readonly address: string;
  /** Runs `docker compose …` on it. @returns what it printed. @throws Error with all that it printed. */
  compose(...command: readonly string[]): Promise<string>;
  /** What Docker still has of it: containers, volumes and networks by name. */
  left(): Promise<readonly string[]>;
  /** Waits until the container of a service is healthy again after its n-th restart by the engine. */
  healthyAfterRestart(service: string, restarts: number): Promise<void>;
  remove(): Promise<void>;
}

export async function newDeployment(): Promise<Deployment> {
  const folder = await mkdtemp(join(tmpdir(), 'flipside-compose-'));
  const project = `flipside-test-${process.pid}`;
  const [port] = (await freePorts(1)) as [number];
  const env = { ...newEnv('--demo'), GATEWAY_ADDRESS: `127.0.0.1:${port}`, FLIPSIDE_IMAGE: 'flipside:test', LOG_LEVEL: 'warn' };
  const envFile = join(folder, '.env');
  await writeFile(envFile, Object.entries(env).map(([name, value]) => `${name}=${value}\n`).join(''), { mode: 0o600 });
  const files = [COMPOSE.production, COMPOSE.postgresStore, COMPOSE.demo].flatMap((file) => ['--file', file]);
  const compose = (...command: readonly string[]): Promise<string> => docker('compose', '--project-name', project, '--env-file', envFile, ...files, ...command);
  return {
    address: `http://127.0.0.1:${port}`,
    compose,
    async left() {
      const label = ['--filter', `label=com.docker.compose.project=${project}`];
      const lists = await Promise.all([
        docker('ps', '--all', ...label, '--format', '{{.Names}}'),
        docker('volume', 'ls', ...label, '--format', '{{.Name}}'),
        docker('network', 'ls', ...label, '--format', '{{.Name}}'),
      ]);
      return lists.flatMap((list) => list.split('\n').filter(Boolean));
    },
    async healthyAfterRestart(service, restarts) {
      const id = (await compose('ps', '--all', '--quiet', service)).trim();
      const wanted = `${restarts} healthy`;
      while ((await docker('inspect', id, '--format', '{{.RestartCount}} {{.State.Health.Status}}')).trim() !== wanted) await wait(ASK_EVERY_MS);
    },
    async remove() {
      await compose('down', '--volumes', '--remove-orphans', '--timeout', '5');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function docker(...command: readonly string[]): Promise<string> {
  const { GATEWAY_ADDRESS: _address, FLIPSIDE_IMAGE: _image, LOG_LEVEL: _level, ...env } = process.env; // or these would come before the file's
  return new Promise((resolve, reject) => {
    execFile('docker', [...command], { cwd: ROOT, env, maxBuffer: 64 * 1024 * 1024 }, (error: ExecFileException | null, out, err) => {
      if (error) reject(new Error(`docker ${command.join(' ')} ended with ${error.code}:\n${err.slice(-4_000)}${out.slice(-4_000)}`));
      else resolve(out);
    });
  });
}
