import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '@flipside/embedded-postgres';
import { removeDataFolder } from './data-folder.js';

/**
 * Removes what an installation keeps in its folder. What a killed one left running must end before its files go.
 * @throws DataDirectoryInUse while an installation runs on it; nothing is removed then.
 */
export async function emptyFolder(path: string): Promise<void> {
  const dataDir = join(path, 'postgres');
  if (existsSync(join(dataDir, 'owner.json'))) await (await startPostgres({ dataDir })).stop();
  await removeDataFolder(path);
}
