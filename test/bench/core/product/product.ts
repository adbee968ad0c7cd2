import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BENCH_FOLDER } from '../../peers.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const START_TIMEOUT_MS = 60_000;

/** The product as `npm start` runs it: a process of its own on a data folder of its own, talked to over HTTP. */
export interface Product {
  /** `http://host:port` of the gateway. */
  readonly address: string;
  /** From the start of the program to the first answer of the gateway, in milliseconds. */
  readonly startedIn: number;
  /** Resident memory of the program (not of the database server) in MB; undefined where the system does not tell. */
  memory(): number | undefined;
  /** Processor time that the program has used, in seconds; undefined where the system does not tell. */
  processorTime(): number | undefined;
  stop(): Promise<void>;
}

/** Runs something beside a product that begins with an empty folder. */
export async function withProduct<T>(use: (product: Product) => Promise<T>, nodeArgs: readonly string[] = []): Promise<T> {
  const folder = newFolder();
  try {
    const product = await startProduct(folder, nodeArgs);
    try {
      return await use(product);
    } finally {
      await product.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function newFolder(): string {
  mkdirSync(BENCH_FOLDER, { recursive: true });
  return mkdtempSync(`${BENCH_FOLDER}product-`);
}

/** @param folder in which the program keeps its data; what it finds there it goes on with. */
export async function startProduct(folder: string, nodeArgs: readonly string[] = []): Promise<Product> {
  const begun = performance.now();
  const args = [...ofNpmStart(), ...nodeArgs, `${ROOT}services/standalone/dist/main.js`, '--port', '0'];
  const child = spawn(process.execPath, args, {
    cwd: folder, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, FLIPSIDE_MODE: 'development' },
  });
  const orphan = (): void => void child.kill('SIGTERM');
  process.once('exit', orphan);
  const ended = new Promise<void>((resolve) => child.once('exit', () => {
    process.off('exit', orphan);
    resolve();
  }));
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const found = /gateway +(http:\S+)/.exec(said);
      if (found) resolve(found[1]!);
    });
    child.once('exit', (code) => reject(new Error(`the product ended with ${code}: ${said}`)));
    setTimeout(() => reject(new Error(`the product is not ready after ${START_TIMEOUT_MS} ms: ${said}`)), START_TIMEOUT_MS).unref();
  });
  const ready = await fetch(`${address}/v1/dev/clock`);
  if (!ready.ok) throw new Error(`the product answers ${ready.status}`);
  return {
    address,
    startedIn: performance.now() - begun,
    memory: () => memoryOf(child.pid!),
    processorTime: () => processorTimeOf(child.pid!),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** What `npm start` tells Node about its heap. */
function ofNpmStart(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as { readonly scripts: { readonly start: string } };
  return / node (--.*?) services\//.exec(scripts.start)![1]!.split(' ');
}

function memoryOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1_024);
}

function processorTimeOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
