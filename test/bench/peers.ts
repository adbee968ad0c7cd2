import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** Where the bench keeps peers and data; never committed. */
export const BENCH_FOLDER = fileURLToPath(new URL('../../.bench/', import.meta.url));

/** Installs peers in a folder of their own, once for each set of versions; returns how to import one of them. */
export async function peers(folder: string, dependencies: Readonly<Record<string, string>>): Promise<(name: string) => Promise<unknown>> {
  const place = `${BENCH_FOLDER}${folder}/`;
  const wanted = JSON.stringify({ private: true, dependencies });
  const done = `${place}installed.json`;
  if (!existsSync(done) || readFileSync(done, 'utf8') !== wanted) {
    mkdirSync(place, { recursive: true });
    writeFileSync(`${place}package.json`, wanted);
    await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: place });
    writeFileSync(done, wanted);
  }
  const from = createRequire(`${place}package.json`);
  return (name) => import(pathToFileURL(from.resolve(name)).href);
}
