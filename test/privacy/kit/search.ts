import { Client } from 'pg';
import type { ServiceName } from '@flipside/contracts';
import type { Person } from './organisation.js';
import type { World } from './world.js';

const services: readonly ServiceName[] = ['participants', 'matching', 'sessions', 'analytics'];

/** Every row of every table of every database, as text; bytes as hexadecimal digits. By `database.table`. */
export async function everyRow(world: World): Promise<ReadonlyMap<string, readonly string[]>> {
  const { databases } = world;
  const all = [...services.flatMap((name) => [databases.url(name), databases.keysUrl(name)]), databases.url('standalone')];
  return new Map((await Promise.all(all.map(rowsOf))).flat());
}

async function rowsOf(url: string): Promise<readonly (readonly [string, readonly string[]])[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    );
    const found: [string, readonly string[]][] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      found.push([`${new URL(url).pathname.slice(1)}.${name}`, rows.map(({ row }) => row)]);
    }
    return found;
  } finally {
    await client.end();
  }
}

/** What leads to a human. */
export const wordsOf = ({ name, email, number }: Pick<Person, 'name' | 'email' | 'number'>): readonly string[] =>
  [name, ...name.split(' '), email, email.split('@')[0]!, number];
export const idsOf = ({ id }: Pick<Person, 'id'>): readonly string[] => [id, id.replaceAll('-', '')];

/** Where a word stands: how often in each table, as it is, in hexadecimal digits, or in base64. */
export function placesOf(rows: ReadonlyMap<string, readonly string[]>, word: string): Readonly<Record<string, number>> {
  const forms = [word, Buffer.from(word).toString('hex'), Buffer.from(word).toString('base64').replace(/=+$/, '').slice(0, -1)].map((form) => form.toLowerCase());
  const counts = [...rows].map(([table, texts]) => [table, texts.filter((text) => forms.some((form) => text.toLowerCase().includes(form))).length] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
