import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * The folder of one test run, where specs leave their servers running for the next spec file of the same worker.
 * Whoever starts a server there writes `{ "pid": … }` or `{ "container": … }` to a `server.json` beside its files.
 */
const PREFIX = 'flipside-tests-';

export function runFolder() {
  return join(tmpdir(), `${PREFIX}${process.pid}`);
}

/** Opens the run, after clearing away what runs that were killed have left. */
export async function begin() {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(PREFIX))) {
    if (!isAlive(Number(name.slice(PREFIX.length)))) await clear(join(tmpdir(), name));
  }
  mkdirSync(runFolder(), { recursive: true });
  process.env.FLIPSIDE_TEST_RUN = runFolder();
}

/** Stops the servers that specs left running and removes all files of the run. */
export async function end() {
  await clear(runFolder());
}

/** Stops the servers that a folder's records name, and removes it. Another run that begins just now may clear the same one. */
export async function clear(folder) {
  const servers = recordsIn(folder).map((each) => unlessGone(() => JSON.parse(readFileSync(each, 'utf8')))).filter(Boolean);
  await Promise.all(servers.map(({ pid, container }) => (container ? remove(container) : stop(pid))));
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** A folder from which something goes while it is looked through is looked through once more. */
function recordsIn(folder) {
  for (;;) {
    if (!existsSync(folder)) return [];
    const names = unlessGone(() => readdirSync(folder, { recursive: true }));
    if (names) return names.filter((each) => each.endsWith('server.json')).map((each) => join(folder, each));
  }
}

function unlessGone(look) {
  try {
    return look();
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  }
}

/** Nothing of a test's data is needed any more, so the server need not tidy up. A virtual machine of Java only writes at SIGQUIT. */
async function stop(pid) {
  if (!isServer(pid)) return;
  process.kill(pid, isServer(pid, /kafka\.Kafka/) ? 'SIGKILL' : 'SIGQUIT');
  for (let tries = 0; tries < 300 && isServer(pid); tries++) await wait(10);
}

/** What it belongs to may have removed it already. */
async function remove(container) {
  const { getContainerRuntimeClient } = await import('testcontainers');
  const client = await getContainerRuntimeClient();
  await client.container.getById(container).remove({ force: true, v: true }).catch((error) => {
    if (error.statusCode !== 404 && error.statusCode !== 409) throw error;
  });
}

function isServer(pid, kind = /postgres|kafka\.Kafka/) {
  if (!isAlive(pid)) return false;
  try {
    return kind.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')); // empty for one that waits to be reaped
  } catch {
    return process.platform !== 'linux';
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
