import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOf } from '@flipside/embedded-postgres/process-identity';

/** A process, and when it started: a later one may get the same id. */
interface Known {
  readonly pid: number;
  readonly start: string;
}

const FOLDER = 'processes';
const LOOK_MS = 20;

/** Remembers a process that was started just now. */
export async function rememberProcess(folder: string, name: string, pid: number): Promise<void> {
  const start = await startOf(pid);
  if (start === undefined) return;
  await mkdir(join(folder, FOLDER), { recursive: true });
  await writeFile(join(folder, FOLDER, `${name}.json`), JSON.stringify({ pid, start } satisfies Known));
}

/** Ends what the processes of a killed cluster are still running: nobody else would. */
export async function endOrphans(folder: string, news: (line: string) => void): Promise<void> {
  const files = await readdir(join(folder, FOLDER)).catch(() => []);
  for (const file of files) {
    const path = join(folder, FOLDER, file);
    const { pid, start } = JSON.parse(await readFile(path, 'utf8')) as Known;
    if ((await startOf(pid)) === start) {
      process.kill(pid, 'SIGKILL');
      while ((await startOf(pid)) === start) await sleep(LOOK_MS);
      news(`ended process ${pid} (${file.replace('.json', '')}), which an earlier program left running`);
    }
    await rm(path, { force: true });
  }
}
