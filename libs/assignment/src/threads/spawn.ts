import { Worker } from 'node:worker_threads';

/**
 * A thread that runs one of the entries beside this file. From the sources, as in tests, Node strips the types itself; relative
 * imports end in .js there and are led to the .ts files.
 */
export function spawn(entry: 'solver-thread' | 'scan-thread', workerData: unknown): Worker {
  const here = import.meta.url;
  if (here.endsWith('.js')) return new Worker(new URL(`./${entry}.js`, here), { workerData });
  const boot = `
    const { registerHooks } = require('node:module');
    registerHooks({
      resolve: (specifier, context, next) =>
        next(specifier.startsWith('.') && context.parentURL?.endsWith('.ts') ? specifier.replace(/\\.js$/, '.ts') : specifier, context),
    });
    import(${JSON.stringify(new URL(`./${entry}.ts`, here).href)});
  `;
  return new Worker(boot, { eval: true, workerData, execArgv: ['--disable-warning=ExperimentalWarning'] });
}
