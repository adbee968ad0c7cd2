import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ServiceName } from '@flipside/contracts';
import type { OpenApi } from '@flipside/gateway/openapi/document';
import { openDataFolder } from '../engine/data-folder.js';
import { startPlatform } from '../engine/platform.js';
import { allServices } from '../services.js';
import { generatedFiles } from './generated-files.js';

/** `npm run openapi`: writes the OpenAPI documents of the services and the gateway, the client's types and the error codes. */
const path = await mkdtemp(join(tmpdir(), 'flipside-openapi-'));
const platform = await startPlatform({
  folder: await openDataFolder(path),
  services: allServices,
  pace: 'frozen',
  firstMoment: '2027-01-04T08:00:00.000Z',
  logLevel: 'error',
  onFailure: (error) => {
    throw error;
  },
  news: () => undefined,
});
const documents = platform.documents() as unknown as ReadonlyMap<ServiceName, OpenApi>;
for (const [file, content] of await generatedFiles(documents)) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  process.stdout.write(`${file}: ${content.length} characters\n`);
}
await platform.stop();
await rm(path, { recursive: true });
