import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { asFile } from '../documents/files.js';
import { allTopics, bundleOf } from '../documents/schemas.js';
import { plain } from '../documents/json-schema.js';
import type { Bundle } from './compare.js';

/** Where the last released contracts lie: beside the sources and what is built of them. */
export const RELEASED = new URL('../../released/', import.meta.url);

/** The contracts as they were last released, by topic; none before the first release. */
export async function readReleased(folder: URL = RELEASED): Promise<ReadonlyMap<string, Bundle>> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
  const bundles = names.map(async (name) => [name.slice(0, -'.json'.length), JSON.parse(await readFile(new URL(name, folder), 'utf8')) as Bundle] as const);
  return new Map(await Promise.all(bundles));
}

export function currentContracts(): ReadonlyMap<string, Bundle> {
  return new Map(allTopics().map((topic) => [topic.topic, plain(bundleOf(topic))]));
}

export async function writeReleased(contracts: ReadonlyMap<string, Bundle>, folder: URL = RELEASED): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [topic, bundle] of contracts) await writeFile(new URL(`${topic}.json`, folder), asFile(bundle));
}
