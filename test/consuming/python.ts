import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const INSTALL_TIMEOUT_MS = 100_000;

/**
 * Python with what a requirements file names, in a virtual environment that is made once and kept in the user's cache;
 * undefined, with the reason printed, where none can be had.
 */
export async function pythonWith(requirements: URL): Promise<string | undefined> {
  const wanted = await readFile(requirements, 'utf8');
  const name = `python-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`;
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'flipside', name);
  try {
    if (!(await stat(folder).catch(() => undefined))) await make(folder, requirements);
    return join(folder, 'bin', 'python');
  } catch (error) {
    process.stderr.write(`SKIPPED: the consumer in Python, for no Python with ${wanted.trim()} can be had: ${String(error).split('\n')[0]}\n`);
    return undefined;
  }
}

/** Packages go beside their place, which is moved there whole; the interpreter itself does not mind being moved. */
async function make(folder: string, requirements: URL): Promise<void> {
  await mkdir(join(folder, '..'), { recursive: true });
  const draft = await mkdtemp(`${folder}-`);
  try {
    await run('python3', ['-m', 'venv', draft], { timeout: INSTALL_TIMEOUT_MS });
    await run(join(draft, 'bin', 'python'), ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '-r', requirements.pathname], { timeout: INSTALL_TIMEOUT_MS });
    await rename(draft, folder).catch(async (error: unknown) => {
      if (!(await stat(folder).catch(() => undefined))) throw error; // else another program was faster
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
