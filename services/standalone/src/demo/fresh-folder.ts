import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '@flipside/embedded-postgres';
import { openDataFolder, removeDataFolder, type DataFolder } from '../engine/data-folder.js';

/**
 * An empty folder where an earlier demo may have left its own, and may have been killed: its server still runs then, and
 * must end before its files go. @throws DataDirectoryInUse while another demo runs on it.
 */
export async function freshFolder(path: string): Promise<DataFolder> {
  const dataDir = join(path, 'postgres');
  if (['owner.json', 'data/postmaster.pid', 'postmaster.pid'].some((file) => existsSync(join(dataDir, file)))) {
    await (await startPostgres({ dataDir })).stop();
  }
  await removeDataFolder(path);
  return openDataFolder(path);
}
