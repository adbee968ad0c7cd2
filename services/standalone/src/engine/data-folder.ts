import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newDevIssuerKey } from '@flipside/service-kit';
import type { JWK } from 'jose';

/** What a standalone installation keeps on disk beside its Postgres files. Readable by its owner only. */
export interface DataFolder {
  readonly path: string;
  readonly postgres: string;
  /** Wraps the keys of personal data. Development only: a real deployment gets it from its configuration. */
  readonly masterKey: Buffer;
  readonly serviceSecret: string;
  /** Key of the built-in issuer, kept so that tokens outlive a restart. */
  readonly issuerKey: JWK;
}

const SECRETS = 'secrets.json';

interface Secrets {
  readonly masterKey: string;
  readonly serviceSecret: string;
  readonly issuerKey: JWK;
}

/** @throws Error where data are without their secrets: with new ones nothing personal in them could be read, ever. */
export async function openDataFolder(path: string): Promise<DataFolder> {
  await mkdir(path, { recursive: true });
  const { masterKey, serviceSecret, issuerKey } = (await readSecrets(path)) ?? (await createSecrets(path));
  return { path, postgres: join(path, 'postgres'), masterKey: Buffer.from(masterKey, 'base64'), serviceSecret, issuerKey };
}

/** Removes everything that an installation kept. */
export async function removeDataFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
}

async function readSecrets(path: string): Promise<Secrets | undefined> {
  try {
    return JSON.parse(await readFile(join(path, SECRETS), 'utf8')) as Secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`${join(path, SECRETS)} can't be read: without it the data beside it can't be either`, { cause: error });
  }
}

async function createSecrets(path: string): Promise<Secrets> {
  if (existsSync(join(path, 'postgres'))) {
    throw new Error(`${path} holds data but no ${SECRETS}, without which they can't be read: put that file back, or remove the folder`);
  }
  const secrets: Secrets = {
    masterKey: randomBytes(32).toString('base64'),
    serviceSecret: randomBytes(32).toString('base64'),
    issuerKey: await newDevIssuerKey(),
  };
  const file = join(path, SECRETS);
  // Written beside and renamed then: who is killed here leaves no half of it behind.
  const draft = `${file}.new`;
  await writeFile(draft, JSON.stringify(secrets), { mode: 0o600, flush: true });
  await chmod(draft, 0o600);
  await rename(draft, file);
  return secrets;
}
