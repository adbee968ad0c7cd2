import { LeaseLost, type Position } from '@flipside/event-sourcing';
import type { Pool } from 'pg';
import type { Lease } from '../held-lease.js';

/** Up to where a service's log was told, under which lease, and the end of each partition then. */
export const relayTables = `
  create table if not exists relay_checkpoint (
    only_row boolean primary key default true check (only_row), epoch integer not null, n bigint not null,
    ends jsonb not null, moved_at timestamptz not null default now());
`;

/** Offsets from which the next message of each topic's partitions comes, in the order of partitions. */
export type Ends = Readonly<Record<string, readonly string[]>>;

export interface RelayPlace {
  readonly upTo: Position;
  readonly ends: Ends;
}

export async function readRelayPlace(db: Pool): Promise<RelayPlace | undefined> {
  const { rows } = await db.query<{ epoch: number; n: string; ends: Ends }>('select epoch, n, ends from relay_checkpoint');
  return rows[0] && { upTo: { epoch: rows[0].epoch, n: BigInt(rows[0].n) }, ends: rows[0].ends };
}

/** Moves on in one statement that verifies the lease. @throws LeaseLost when it is somebody else's: nothing moved. */
export async function moveRelayPlace(db: Pool, { name, token }: Lease, { upTo, ends }: RelayPlace): Promise<void> {
  const { rowCount } = await db.query(
    `with fence as (select 1 from lease where name = $1 and token = $2 for key share)
     insert into relay_checkpoint (epoch, n, ends) select $3::integer, $4::bigint, $5::jsonb from fence
     on conflict (only_row) do update set epoch = excluded.epoch, n = excluded.n, ends = excluded.ends, moved_at = now()`,
    [name, token.toString(), upTo.epoch, upTo.n.toString(), JSON.stringify(ends)],
  );
  if (rowCount === 0) throw new LeaseLost(name);
}
