import { quoted } from '@flipside/read-models';
import type { Pool } from 'pg';
import { serviceNames, type World } from './world.js';

/** All rows of all read models by `service.name`, and the head of each log: what may not change by telling it again. */
export type Held = Readonly<Record<string, unknown>>;

export async function everythingHeld(world: World): Promise<Held> {
  const parts = await Promise.all(serviceNames.map(async (service) => {
    const { pool } = world.database(service);
    const { head } = await world.service(service).runtime.status();
    const { rows } = await pool.query<{ name: string; active_table: string }>('select name, active_table from read_model order by name');
    const tables = await Promise.all(rows.map(async ({ name, active_table }) => [`${service}.${name}`, await rowsOf(pool, active_table)] as const));
    return [[`${service} log`, head], [`${service} parked`, await count(pool, 'parked_event')], ...tables] as const;
  }));
  return Object.fromEntries(parts.flat());
}

async function rowsOf(pool: Pool, table: string): Promise<readonly unknown[]> {
  const { rows } = await pool.query<{ row: unknown }>(`select to_jsonb(t) as row from ${quoted(table)} t order by id`);
  return rows.map(({ row }) => row);
}

async function count(pool: Pool, table: string): Promise<number> {
  return (await pool.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]!.n;
}

