import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

/**
 * `node --conditions=flipside-source --import run-ts.mjs FILE.ts` runs sources in a process of their own, compiled as
 * jest and the build compile them: for tests that need several processes, or to kill one. What was compiled is kept for
 * the next process of the same test run.
 */
const { jsc, module } = JSON.parse(readFileSync(new URL('../../.swcrc', import.meta.url), 'utf8'));
const options = { jsc, module, swcrc: false, configFile: false, sourceMaps: 'inline' };
const kept = join(process.env.FLIPSIDE_TEST_RUN || tmpdir(), `flipside-compiled-${process.getuid?.() ?? 0}`);
mkdirSync(kept, { recursive: true, mode: 0o700 });

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (/^\.{1,2}\/.*\.js$/.test(specifier) && context.parentURL?.endsWith('.ts')) {
      const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
      if (existsSync(source)) return nextResolve(source.href, context);
    }
    return nextResolve(specifier, context);
  },
  load(url, context, nextLoad) {
    if (!url.endsWith('.ts')) return nextLoad(url, context);
    return { format: 'module', source: compiled(fileURLToPath(url)), shortCircuit: true };
  },
});

/** @param source of the file, as it is unless given. */
export function compiled(filename, source = readFileSync(filename, 'utf8')) {
  const digest = createHash('sha256').update(JSON.stringify(options)).update(filename).update('\0').update(source).digest('hex');
  const file = join(kept, `${digest}.mjs`);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const { code } = transformSync(source, { ...options, filename });
  writeFileSync(`${file}.${process.pid}`, code);
  renameSync(`${file}.${process.pid}`, file);
  return code;
}
