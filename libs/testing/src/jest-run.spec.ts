import { existsSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { clear } = (await import(pathToFileURL(join(import.meta.dirname, '../jest-run.mjs')).href)) as { clear(folder: string): Promise<void> };

describe('clearing away what a test run left', () => {
  it('takes a folder that another run has cleared away for cleared', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'flipside-cleared-'));
    await clear(folder);
    await clear(folder);
    expect(existsSync(folder)).toBe(false);
  });

  it('goes on where a record went while the folder was looked through', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'flipside-cleared-'));
    mkdirSync(join(folder, 'own'));
    symlinkSync(join(folder, 'gone'), join(folder, 'own', 'server.json')); // it is listed, and can't be read
    await clear(folder);
    expect(existsSync(folder)).toBe(false);
  });
});
