import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { MissingPeer, PeerCommand } from './peer-command.js';

const run = promisify(execFile);
export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const PEERS = fileURLToPath(new URL('./peers/', import.meta.url));
/** Never committed. */
export const HOME = `${ROOT}.bench/matching`;
const PYTHON = `${HOME}/venv/bin/python`;
/** No peer takes longer to install. */
const TIMEOUT = 300_000;

export function scipy(): Promise<PeerCommand | MissingPeer> {
  return peer('SciPy 1.17.1', async () => {
    await python('scipy==1.17.1', 'scipy');
    return { command: PYTHON, args: [`${PEERS}scipy_peer.py`] };
  });
}

/** LEMON if it can be compiled here (its headers are installed where apt-get may), else OR-Tools. */
export async function flowSolver(): Promise<PeerCommand | MissingPeer> {
  const lemon = await peer('LEMON network simplex', async () => {
    if (!existsSync('/usr/include/lemon/network_simplex.h')) await installed('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'liblemon-dev']);
    mkdirSync(HOME, { recursive: true });
    await installed('g++', ['-O3', '-march=native', '-w', '-o', `${HOME}/lemon`, `${PEERS}lemon_peer.cpp`]);
    return { command: `${HOME}/lemon`, args: [], words: true };
  });
  if (!('missing' in lemon)) return lemon;
  const tools = await peer('OR-Tools min cost flow', async () => {
    await python('ortools', 'ortools');
    return { command: PYTHON, args: [`${PEERS}ortools_peer.py`] };
  });
  return 'missing' in tools ? { name: `${lemon.name} or ${tools.name}`, missing: `${lemon.missing}; ${tools.missing}` } : tools;
}

export function npmPackage(name: 'munkres' | 'linear-sum-assignment', version: string): Promise<PeerCommand | MissingPeer> {
  return peer(`${name} ${version}`, async () => {
    if (!existsSync(`${HOME}/npm/node_modules/${name}`)) {
      mkdirSync(`${HOME}/npm`, { recursive: true });
      if (!existsSync(`${HOME}/npm/package.json`)) writeFileSync(`${HOME}/npm/package.json`, '{"private":true}');
      await installed('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', `${name}@${version}`], `${HOME}/npm`);
    }
    return { command: process.execPath, args: [`${PEERS}npm_peer.mjs`, `${HOME}/npm`, name] };
  });
}

/** What can't be installed is said on standard error, and in the row. */
async function peer(name: string, install: () => Promise<Omit<PeerCommand, 'name'>>): Promise<PeerCommand | MissingPeer> {
  try {
    return { name, ...(await install()) };
  } catch (error) {
    const missing = lastLine(error);
    process.stderr.write(`${name} could not be installed: ${missing}\n`);
    return { name, missing };
  }
}

async function python(requirement: string, module: string): Promise<void> {
  if (!existsSync(PYTHON)) {
    mkdirSync(HOME, { recursive: true });
    await installed('python3', ['-m', 'venv', `${HOME}/venv`]);
  }
  try {
    await run(PYTHON, ['-c', `import ${module}`]);
  } catch {
    await installed(PYTHON, ['-m', 'pip', 'install', '-q', 'numpy', requirement]);
  }
}

async function installed(command: string, args: readonly string[], cwd: string = HOME): Promise<void> {
  await run(command, args, { cwd, timeout: TIMEOUT, maxBuffer: 1e8 });
}

/** What a tool said last is what was wrong. */
function lastLine(error: unknown): string {
  const { stderr = '', message = String(error) } = error as { stderr?: string; message?: string };
  return (stderr.trim() || message).split('\n').at(-1)!;
}
