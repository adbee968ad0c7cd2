import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataFolder, type DataFolder } from '@flipside/standalone/engine/data-folder';
import { startStandalone, type Standalone } from '@flipside/standalone/engine/standalone';
import { allServices } from '@flipside/standalone/services';
import { Api } from './api.js';
import { documentOf } from './document.js';
import { seed, type Seeded } from './seed.js';

/** Monday. */
const FIRST = '2027-01-04T08:00:00.000Z';

export interface World {
  readonly standalone: Standalone;
  readonly api: Api;
  /** With which the issuer signs: for tokens that are wrong in something else alone. */
  readonly issuerKey: DataFolder['issuerKey'];
  readonly seeded: Seeded;
  /** Cursors as lists gave them. */
  readonly cursors: Readonly<Record<'people' | 'enrolments', string>>;
  /** Heads of all logs: equal when nothing was appended meanwhile. */
  heads(): Promise<Readonly<Record<string, string>>>;
  stop(): Promise<void>;
}

/** The whole product in this process, with at least one thing of each kind in it, made by HTTP. */
export async function openWorld(): Promise<World> {
  const path = await mkdtemp(join(tmpdir(), 'flipside-http-'));
  const folder = await openDataFolder(path);
  const standalone = await startStandalone({
    folder,
    services: allServices,
    pace: 'frozen',
    firstMoment: FIRST,
    logLevel: process.env.HTTP_LOG ?? 'error',
    host: '127.0.0.1',
    port: 0,
    news: () => undefined,
    onFailure: (error) => {
      throw error;
    },
  });
  const api = new Api(standalone.address, standalone.platform.issuer, await documentOf());
  const stop = async (): Promise<void> => {
    await api.close();
    await standalone.stop();
    await rm(path, { recursive: true });
  };
  try {
    const seeded = await seed(api);
    return { standalone, api, issuerKey: folder.issuerKey, seeded, cursors: await cursorsOf(api, seeded), heads: () => headsOf(api), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function cursorsOf(api: Api, { programme }: Seeded): Promise<World['cursors']> {
  const people = await api.as({ roles: ['hr-integration'] }, 'GET', '/v1/people?limit=2');
  const enrolments = await api.as({ roles: ['programme-admin'], personId: programme.adminId }, 'GET', `/v1/enrolments?programmeId=${programme.id}&limit=2`);
  return { people: people.body.next as string, enrolments: enrolments.body.next as string };
}

async function headsOf(api: Api): Promise<Readonly<Record<string, string>>> {
  await api.settled();
  const { body } = await api.as({ roles: ['operator'] }, 'GET', '/v1/ops/lag');
  return Object.fromEntries((body as { services: { service: string; head: string }[] }).services.map(({ service, head }) => [service, head]));
}
