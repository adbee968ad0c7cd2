import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** What the demo writes, as far as journeys look at it. */
export interface DemoReport {
  readonly heading: string;
  readonly findings: readonly { readonly code: string }[];
  readonly ownFindings: readonly { readonly code: string }[];
  readonly objectives: { readonly cells: readonly { readonly labels: { readonly verdict: string } }[] };
}

export interface RunningDemo {
  readonly child: ChildProcess;
  /** All that it printed, once it has ended. */
  readonly said: Promise<string>;
  /** Resolves once it has printed something, or has ended. */
  says(words: string): Promise<void>;
  readonly code: Promise<number | null>;
}

/** The demo as a program of its own, from the sources. @param further options of its command line. */
export function runDemo(folder: string, report: string, ...further: readonly string[]): RunningDemo {
  return runDemoWith({}, folder, report, ...further);
}

/** The same with variables of its environment. */
export function runDemoWith(variables: NodeJS.ProcessEnv, folder: string, report: string, ...further: readonly string[]): RunningDemo {
  const program = ['--conditions=flipside-source', '--import', `${ROOT}libs/testing/run-ts.mjs`, `${ROOT}services/standalone/src/demo/main.ts`];
  const child = spawn(process.execPath, [...program, '--folder', folder, '--report', report, ...further], {
    env: { ...process.env, FLIPSIDE_MODE: 'development', ...variables }, cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const said = new Promise<string>((resolve) => child.once('close', () => resolve(output.join(''))));
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const says = async (words: string): Promise<void> => {
    while (!output.join('').includes(words)) {
      const ended = await Promise.race([once(child.stdout, 'data'), said]);
      if (typeof ended === 'string') return;
    }
  };
  return { child, said, says, code };
}

/** The report of a whole demo as it was written. @param folder keeps its data. @throws Error with all that it printed when it fails. */
export async function reportOf(folder: string, ...further: readonly string[]): Promise<string> {
  const { said, code } = runDemo(folder, `${folder}.json`, ...further);
  const text = await said;
  if ((await code) !== 0) throw new Error(text);
  return readFile(`${folder}.json`, 'utf8');
}

/** Codes of everything that a report found, the leader's own included. */
export async function codesIn(report: string): Promise<ReadonlySet<string>> {
  const { findings, ownFindings } = JSON.parse(await readFile(report, 'utf8')) as DemoReport;
  return new Set([...findings, ...ownFindings].map(({ code }) => code));
}
