import { Worker } from 'node:worker_threads';

/**
 * A thread for scoring and pricing. From the sources, as in tests, Node strips the types itself; relative imports end in .js
 * there and are led to the .ts files. What the thread loads imports of packages only their sources' light parts.
 */
export function spawnThread(): Worker {
  const here = import.meta.url;
  if (here.endsWith('.js')) return new Worker(new URL('./thread.js', here));
  const boot = `
    const { registerHooks } = require('node:module');
    registerHooks({
      resolve: (specifier, context, next) => {
        const ours = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
        return next(ours ? specifier.replace(/\\.js$/, '.ts') : specifier, context);
      },
    });
    import(${JSON.stringify(new URL('./thread.ts', here).href)});
  `;
  return new Worker(boot, { eval: true, execArgv: ['--no-warnings', '--conditions=flipside-source'] });
}
