import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.js';
import { canReach, giveTo, type ServerUser } from './server-user.js';

/** What one data directory holds, and how the server's user gets at it. */
export interface Cluster {
  readonly directory: string;
  /** The server's own files. */
  readonly data: string;
  readonly serverLog: string;
  readonly password: string;
  readonly user: ServerUser | undefined;
  /** `-D` of the server, which is started in `data`. */
  readonly dataArgument: string;
}

export const SUPERUSER = 'flipside';
const DRAFT = 'cluster.new-';

/**
 * Opens a data directory, creating the cluster when it is new: UTF8, C.UTF-8, passwords by SCRAM. A creation that was
 * killed half-way is begun again.
 */
export async function openCluster(directory: string, binaries: Binaries, user: ServerUser | undefined): Promise<Cluster> {
  await chmod(directory, 0o700);
  await giveTo(user, directory);
  await removeDrafts(directory);
  const data = join(directory, 'cluster');
  const password = await readOrMakePassword(join(directory, 'password'));
  if (!(await exists(join(data, 'PG_VERSION')))) await create(directory, data, binaries, user, password);
  const dataArgument = await argumentFor(data, user);
  return { directory, data, serverLog: join(directory, 'server.log'), password, user, dataArgument };
}

async function readOrMakePassword(file: string): Promise<string> {
  const known = await readFile(file, 'utf8').catch(() => '');
  if (known.length >= 32) return known;
  const password = randomBytes(24).toString('hex');
  await writeFile(`${file}.new`, password, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return password;
}

async function create(
  directory: string,
  data: string,
  binaries: Binaries,
  user: ServerUser | undefined,
  password: string,
): Promise<void> {
  const draft = await mkdtemp(join(directory, DRAFT));
  const passwordForInitdb = join(directory, 'password.initdb');
  await writeFile(passwordForInitdb, `${password}\n`, { mode: 0o600 });
  await Promise.all([giveTo(user, draft), giveTo(user, passwordForInitdb)]);
  const dataArgument = await argumentFor(draft, user);
  const options = ['-U', SUPERUSER, '-E', 'UTF8', '--locale=C.UTF-8', '--lc-messages=C', '--auth=scram-sha-256'];
  try {
    await promisify(execFile)(binaries.initdb, ['-D', dataArgument, `--pwfile=${dataArgument}/../password.initdb`, ...options], {
      cwd: draft,
      env: serverEnvironment(),
      ...user,
    });
  } finally {
    await rm(passwordForInitdb, { force: true });
  }
  await rename(draft, data);
}

/** What killed programs left. The initdb of one killed just now may still be writing: then the next start removes it. */
async function removeDrafts(directory: string): Promise<void> {
  const drafts = (await readdir(directory)).filter((name) => name.startsWith(DRAFT));
  await Promise.allSettled(drafts.map((name) => rm(join(directory, name), { recursive: true, force: true })));
}

/**
 * The server's user may not be able to walk to the folder (one below root's home, say), yet it can stand in it: it is
 * started there, and /proc/self/cwd names that place without the way to it.
 */
async function argumentFor(data: string, user: ServerUser | undefined): Promise<string> {
  if (process.platform !== 'linux' || (await canReach(user, data))) return data;
  return '/proc/self/cwd';
}

/** Only what the server needs: PG* variables of the caller would change its settings. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, SystemRoot } = process.env;
  return { PATH, HOME, TMPDIR, SystemRoot, LC_ALL: 'C', TZ: 'UTC' };
}

/** Where the server's socket file is; undefined where the system has none or its path would be longer than any takes. */
export function socketFolder({ data }: Cluster): string | undefined {
  const longest = join(data, '.s.PGSQL.65535.lock');
  return process.platform === 'win32' || Buffer.byteLength(longest) > 100 ? undefined : data;
}

/** Of servers that were killed. Called while none runs. */
export async function removeSockets({ data }: Cluster): Promise<void> {
  const left = (await readdir(data)).filter((name) => name.startsWith('.s.PGSQL.'));
  await Promise.all(left.map((name) => rm(join(data, name), { force: true })));
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
