import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { peers } from '../../peers.js';

const FETCH = 500;

export interface Copier {
  /** Reads the log by a raw cursor and copies the rows into a table like the read model's. */
  readonly run: () => Promise<void>;
  close(): Promise<void>;
}

/** @param table of the read model, with the rows as they have to be. */
export async function copier(url: string, table: string, rows: number): Promise<Copier> {
  const load = await peers('copy', { pg: '8.23.1', 'pg-copy-streams': '7.0.0' });
  const streams = (await load('pg-copy-streams')) as { from(sql: string): Writable; to(sql: string): Readable };
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const chunks: Buffer[] = [];
  for await (const chunk of client.query(streams.to(`copy "${table}" to stdout`) as never) as unknown as Readable) chunks.push(chunk as Buffer);
  return {
    run: async () => {
      await readLog(url);
      await client.query(`begin; create table "copied" (like "${table}" including all)`);
      await pipeline(Readable.from(chunks), client.query(streams.from('copy "copied" from stdin') as never) as unknown as Writable);
      await client.query('commit');
      const { rows: [found] } = await client.query<{ n: number }>('select count(*)::int as n from "copied"');
      if (found!.n !== rows) throw new Error(`copied ${found!.n} of ${rows} rows`);
      await client.query('drop table "copied"');
    },
    close: () => client.end(),
  };
}

async function readLog(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`begin; declare log cursor for
    select position, revision, id, stream, type, data, metadata from event_store.events order by position`);
  for (let rows = -1; rows !== 0;) {
    rows = (await client.query({ name: 'fetch', text: `fetch ${FETCH} from log` })).rows.length;
  }
  await client.end();
}
