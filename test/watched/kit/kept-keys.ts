import { createSecretKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contract, Received, ServiceName } from '@flipside/contracts';
import { matchingSealed, participantsSealed, sessionsSealed } from '@flipside/contracts';
import type { SealedSection } from '@flipside/event-sourcing';
import { createOpener, masterKeys, releaseKeys, unwrap, type MasterKeys } from '@flipside/privacy';
import { openSections } from '@flipside/privacy/sealing/sections';
import { contextOf } from '@flipside/privacy/keys/key-table';
import type { KeyRow } from '@flipside/privacy/keys/rewrap';
import { Client } from 'pg';

export const tellers = ['participants', 'matching', 'sessions'] as const;
const definitions = { participants: participantsSealed, matching: matchingSealed, sessions: sessionsSealed };

/** From now on the key stores of a server that runs keep, for the test alone, a copy of each key that is destroyed. @param folder `postgres` of a data folder. */
export async function keepDestroyedKeys(folder: string): Promise<void> {
  const [password, pidFile] = [await readFile(join(folder, 'password'), 'utf8'), await readFile(join(folder, 'cluster', 'postmaster.pid'), 'utf8')];
  for (const teller of tellers) {
    await onDatabase(`postgresql://flipside:${password}@127.0.0.1:${pidFile.split('\n')[3]}/${teller}_keys`, (client) => client.query(`
      create schema watched;
      create table watched.key (like data_key);
      create function watched.keep() returns trigger language plpgsql as $$ begin insert into watched.key select old.*; return old; end $$;
      create trigger watched before delete on data_key for each row execute function watched.keep();`));
  }
}

interface Kept {
  readonly secret: KeyObject;
  readonly class: string;
  readonly subject: string;
}

type Kepts = ReadonlyMap<string, Kept>;

/** Every key that there ever was, those destroyed since included: what a service might have known at any time. */
export class KeptKeys {
  private constructor(private readonly byOwner: ReadonlyMap<ServiceName, Kepts>) {}

  /** @param url of a database by its name. */
  static async read(url: (database: string) => string, masterKey: Buffer): Promise<KeptKeys> {
    const keys = masterKeys(masterKey);
    return new KeptKeys(new Map(await Promise.all(tellers.map(async (teller) => {
      const { rows } = await onDatabase(url(`${teller}_keys`), (client) => client.query<KeyRow>('select * from data_key union all select * from watched.key'));
      return [teller, new Map(rows.map((row) => [row.id, keptOf(row, keys)]))] as const;
    }))));
  }

  /** What analytics could read while these people were erased: by the grants of its classes, fields of lost keys null. */
  async open(contracts: readonly Contract[], erased: ReadonlySet<string>): Promise<readonly Received[]> {
    const fetchKeys = async (owner: ServiceName, ids: readonly string[]) => {
      const left = new Map([...this.byOwner.get(owner)!].filter(([, { subject }]) => !erased.has(subject)));
      return releaseKeys({ openWithClass: async () => left }, 'analytics', ids);
    };
    return createOpener({ fetchKeys, ttlMs: 0, definitions })(contracts);
  }

  /** All sealed fields of an event, whoever was erased since. */
  openSealed(owner: ServiceName, type: string, sections: readonly SealedSection[]): Readonly<Record<string, unknown>> {
    return openSections(type, sections, (id) => this.byOwner.get(owner)!.get(id)?.secret);
  }
}

function keptOf(row: KeyRow, keys: MasterKeys): Kept {
  const secret = createSecretKey(unwrap(keys, { masterKey: row.master_key, box: row.wrapped }, contextOf(row)));
  return { class: row.class, subject: row.subject, secret };
}

async function onDatabase<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
