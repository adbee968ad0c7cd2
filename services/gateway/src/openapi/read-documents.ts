import { readFile } from 'node:fs/promises';
import type { ServiceName } from '@flipside/contracts';
import type { OpenApi } from './document.js';

export const serviceNames: readonly ServiceName[] = ['participants', 'matching', 'sessions', 'analytics'];

/** Where the services lie beside the gateway, in the sources and in what is built alike. */
const SERVICES = new URL('../../../', import.meta.url);

/** The documents that the services committed. @throws Error when one is missing: without it a service has no routes. */
export async function readDocuments(folder: URL = SERVICES): Promise<ReadonlyMap<ServiceName, OpenApi>> {
  const read = serviceNames.map(async (name) => {
    const text = await readFile(new URL(`${name}/openapi.json`, folder), 'utf8').catch((error: unknown) => {
      throw new Error(`services/${name}/openapi.json can't be read: generate it`, { cause: error });
    });
    return [name, JSON.parse(text) as OpenApi] as const;
  });
  return new Map(await Promise.all(read));
}
