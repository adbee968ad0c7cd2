import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { startPostgres } from '@flipside/embedded-postgres';
import { ownDirectory } from '@flipside/embedded-postgres/owner-lock';
import { endOrphanedBroker } from '@flipside/local-kafka/java-broker';
import { removeDataFolder } from '../engine/data-folder.js';
import { endOrphans } from './orphans.js';

/**
 * Removes what a cluster keeps in its folder. What a killed one left running must end before its files go.
 * @throws DataDirectoryInUse while a cluster runs on it.
 */
export async function emptyCluster(path: string, news: (line: string) => void = () => undefined): Promise<void> {
  if (!existsSync(path)) return;
  await ownDirectory(path);
  await endOrphans(path, news);
  const real = await realpath(path);
  const [kafka, postgres] = [join(real, 'kafka'), join(real, 'postgres')];
  if (existsSync(kafka)) await endOrphanedBroker(kafka);
  if (existsSync(join(postgres, 'owner.json'))) await (await startPostgres({ dataDir: postgres })).stop();
  await removeDataFolder(path);
}
