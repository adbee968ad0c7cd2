import { mkdir, writeFile } from 'node:fs/promises';
import { compareContracts } from '../compatibility/compare.js';
import { currentContracts, readReleased, RELEASED, writeReleased } from '../compatibility/released.js';
import { documentFiles } from '../documents/files.js';

const USAGE = 'Usage: contracts check | release | documents';
const LIBRARY = new URL('../../', import.meta.url);

/** Compares, releases or writes the documents. @returns the exit code: 0 done, 1 something breaks, 2 wrong use. */
export async function main([what]: readonly string[], print: (line: string) => void, released: URL = RELEASED): Promise<number> {
  switch (what) {
    case 'check':
      return check(print, released);
    case 'release':
      return release(print, released);
    case 'documents':
      return documents(print);
    default:
      print(USAGE);
      return 2;
  }
}

async function check(print: (line: string) => void, folder: URL): Promise<number> {
  const { breaking, added } = compareContracts(await readReleased(folder), currentContracts());
  for (const line of added) print(`added     ${line}`);
  for (const line of breaking) print(`BREAKING  ${line}`);
  print(breaking.length > 0 ? `${breaking.length} breaking: make a new version of the topic` : 'nothing breaks who reads the released contracts');
  return breaking.length > 0 ? 1 : 0;
}

async function release(print: (line: string) => void, folder: URL): Promise<number> {
  if ((await check(print, folder)) !== 0) return 1;
  await writeReleased(currentContracts(), folder);
  print('released: commit it with the version that ships it');
  return 0;
}

async function documents(print: (line: string) => void): Promise<number> {
  await mkdir(new URL('schemas/', LIBRARY), { recursive: true });
  for (const [file, content] of documentFiles()) {
    await writeFile(new URL(file, LIBRARY), content);
    print(`${file}: ${content.length} characters`);
  }
  return 0;
}
