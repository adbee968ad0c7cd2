import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataDirectoryInUse, startPostgres } from '@flipside/embedded-postgres';
import { openDataFolder } from './data-folder.js';
import { emptyFolder } from './empty-folder.js';

describe('the folder of an installation', () => {
  let path: string;
  beforeEach(async () => (path = await mkdtemp(join(tmpdir(), 'flipside-folder-'))));
  afterEach(() => rm(path, { recursive: true, force: true }));

  it('has the same secrets whenever it is opened, for its owner alone', async () => {
    const first = await openDataFolder(path);
    expect(await openDataFolder(path)).toEqual(first);
    expect(await readdir(path)).toEqual(['secrets.json']);
    expect((await stat(join(path, 'secrets.json'))).mode & 0o077).toBe(0);
  });

  it('is opened where its first opening was killed half-way', async () => {
    await writeFile(join(path, 'secrets.json.new'), '{"masterKey":"half');
    const { masterKey } = await openDataFolder(path);
    expect(masterKey).toHaveLength(32);
  });

  it('gets no new secrets beside data that only the old ones open', async () => {
    const { postgres } = await openDataFolder(path);
    const server = await startPostgres({ dataDir: postgres });
    await server.stop();
    await rm(join(path, 'secrets.json'));
    await expect(openDataFolder(path)).rejects.toThrow('holds data but no secrets.json');
    expect(existsSync(join(path, 'secrets.json'))).toBe(false);
  });

  it('is not emptied under an installation that runs, and is afterwards', async () => {
    const { postgres } = await openDataFolder(path);
    const server = await startPostgres({ dataDir: postgres });
    const before = (await readdir(path, { recursive: true })).filter((name) => name.includes('PG_VERSION'));
    await expect(emptyFolder(path)).rejects.toThrow(DataDirectoryInUse);
    expect((await readdir(path, { recursive: true })).filter((name) => name.includes('PG_VERSION'))).toEqual(before);
    expect(before.length).toBeGreaterThan(0);
    expect(existsSync(join(path, 'secrets.json'))).toBe(true);
    await server.stop();
    await emptyFolder(path);
    expect(existsSync(path)).toBe(false);
  });
});
