import { openDataFolder, type DataFolder } from '../engine/data-folder.js';
import { emptyFolder } from '../engine/empty-folder.js';

/** An empty folder where an earlier demo may have left its own. @throws DataDirectoryInUse while another demo runs on it. */
export async function freshFolder(path: string): Promise<DataFolder> {
  await emptyFolder(path);
  return openDataFolder(path);
}
