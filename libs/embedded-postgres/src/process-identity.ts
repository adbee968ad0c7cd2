import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** When a process started, in whatever form this platform gives; undefined when none runs, a zombie included. */
export async function startOf(pid: number): Promise<string | undefined> {
  if (!isThere(pid)) return undefined;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return fromPs(pid, 'lstart=');
  // The second field is the name in parentheses and may hold blanks; the state is the third, the start the 22nd.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? undefined : fields[19];
}

/** The command line of a process; undefined when there is no such process. */
export async function commandOf(pid: number): Promise<string | undefined> {
  const proc = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  return proc?.replaceAll('\0', ' ') ?? (await fromPs(pid, 'command='));
}

/** Whether there is a process with this id, ours or somebody else's. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function fromPs(pid: number, column: string): Promise<string | undefined> {
  const run = promisify(execFile);
  const env = { ...process.env, LC_ALL: 'C' };
  const found = await run('ps', ['-o', column, '-p', String(pid)], { env }).catch(() => undefined);
  return found?.stdout.trim() || undefined;
}
