import { fileURLToPath } from 'node:url';

/** Options of `fork` (`execArgv`) to run a TypeScript source of this repository in a process of its own. */
export const RUN_TS: readonly string[] = [
  '--conditions=flipside-source',
  '--import',
  fileURLToPath(new URL('../run-ts.mjs', import.meta.url)),
];
