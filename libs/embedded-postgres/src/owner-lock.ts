import { link, mkdir, readFile, rm, rmdir, stat, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { startOf } from './process-identity.js';

/** A program holds this data directory already. */
export class DataDirectoryInUse extends Error {
  constructor(
    readonly directory: string,
    readonly owner: Owner,
  ) {
    super(
      `${directory} is in use by process ${owner.pid} on ${owner.host} (${owner.program}, since ${owner.since}): ` +
        'stop that one first, or choose another directory',
    );
  }
}

export interface Owner {
  readonly pid: number;
  /** Start of that process as its platform gives it: a later process may get the same pid. */
  readonly start: string;
  readonly host: string;
  readonly program: string;
  /** ISO 8601 in UTC. */
  readonly since: string;
}

const FILE = 'owner.json';
const GUARD = 'owner.takeover';
const GUARD_IS_STALE_AFTER_MS = 10_000;

/**
 * Makes this process the owner of a data directory until `release`; the lock of a process that has died is taken over.
 * @throws DataDirectoryInUse when a live process owns it, be it this one.
 */
export async function ownDirectory(directory: string): Promise<{ release(): Promise<void> }> {
  const file = join(directory, FILE);
  for (;;) {
    if (await create(directory, file)) return { release: () => rm(file, { force: true }) };
    const owner = await readOwner(file);
    if (owner && (await lives(owner))) throw new DataDirectoryInUse(directory, owner);
    await removeStale(directory, file, owner);
  }
}

async function create(directory: string, file: string): Promise<boolean> {
  const me: Owner = {
    pid: process.pid,
    start: (await startOf(process.pid)) ?? '',
    host: hostname(),
    program: process.argv.slice(0, 3).join(' '),
    since: new Date().toISOString(),
  };
  // Written first and linked then, so that nobody ever reads half a lock.
  const draft = join(directory, `${FILE}.${process.pid}.${process.hrtime.bigint()}`);
  await writeFile(draft, JSON.stringify(me), { mode: 0o600 });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    await unlink(draft);
  }
}

async function readOwner(file: string): Promise<Owner | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Owner);
}

async function lives(owner: Owner): Promise<boolean> {
  if (owner.host !== hostname()) return true; // cannot be known from here: the message says whom to ask
  return (await startOf(owner.pid)) === owner.start;
}

/** Only the holder of the guard removes a stale lock; otherwise a second starter could remove the first one's new lock. */
async function removeStale(directory: string, file: string, seen: Owner | undefined): Promise<void> {
  const guard = join(directory, GUARD);
  const got = await mkdir(guard).then(
    () => true,
    () => false,
  );
  if (!got) return waitForGuard(guard);
  try {
    const now = await readOwner(file);
    if (now?.pid === seen?.pid && now?.start === seen?.start) await rm(file, { force: true });
  } finally {
    await rmdir(guard).catch(() => undefined);
  }
}

async function waitForGuard(guard: string): Promise<void> {
  const made = await stat(guard).catch(() => undefined);
  if (made && Date.now() - made.mtimeMs > GUARD_IS_STALE_AFTER_MS) await rmdir(guard).catch(() => undefined);
  else await new Promise((resolve) => setTimeout(resolve, 25));
}
