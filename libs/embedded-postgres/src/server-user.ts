import { execFile } from 'node:child_process';
import { chown, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

/** Whom the server runs as: Postgres refuses to run as root. Undefined where this program is not root. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

const OWN_USER = 'flipside-postgres';
const run = promisify(execFile);

/** As root: the user `postgres` where the machine has one, else one of our own, made when needed. */
export async function serverUser(): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const found = (await lookUp('postgres')) ?? (await lookUp(OWN_USER));
  if (found) return found;
  await makeUser();
  // A machine without tools to add users still has nobody.
  const user = (await lookUp(OWN_USER)) ?? (await lookUp('nobody'));
  if (!user) throw new Error('Postgres cannot run as root, and there is no other user: create one named postgres');
  return user;
}

async function lookUp(name: string): Promise<ServerUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function makeUser(): Promise<void> {
  const ways: readonly [string, readonly string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', OWN_USER]],
    ['adduser', ['-S', '-D', '-H', OWN_USER]],
  ];
  for (const [command, args] of ways) {
    if (await run(command, [...args]).then(() => true, () => false)) return;
  }
}

export async function giveTo(user: ServerUser | undefined, path: string): Promise<void> {
  if (user) await chown(path, user.uid, user.gid);
}

/** Whether every directory down to this path lets the user through: below a root-only home or temporary folder none do. */
export async function canReach(user: ServerUser | undefined, path: string): Promise<boolean> {
  if (!user) return true;
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
