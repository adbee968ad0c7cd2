import { LeaseLost, type Fence } from '@flipside/event-sourcing';
import type { Pool, PoolClient } from 'pg';

/**
 * Who does what only one may do at a time. Time is the database's. The unique index over name and token is what lets a
 * renewal (which leaves both alone) pass a row that a commit under the lease has locked, while a takeover waits for it.
 */
export const leaseTables = `
  create table if not exists lease (
    name text primary key, token bigint not null, holder text, session_pid integer, session_start timestamptz,
    expires_at timestamptz not null, wanted_by text, wanted_until timestamptz, unique (name, token));
`;

/** The channel on which processes tell each other that a lease is wanted (`wanted name`) or free (`free name`). */
export const LEASE_CHANNEL = 'flipside_lease';

/**
 * Takes a lease that is free, expired, or whose holder's session has ended (a process that was killed is followed at
 * once). One that was given up for somebody who asked is theirs for a moment. $1 name, $2 holder, $3 milliseconds.
 */
export const TAKE = `
  insert into lease as l (name, token, holder, session_pid, session_start, expires_at)
  select $1, 1, $2, s.pid, s.backend_start, clock_timestamp() + make_interval(secs => $3 / 1000.0)
    from pg_stat_activity s where s.pid = pg_backend_pid()
  on conflict (name) do update set token = l.token + 1, holder = excluded.holder, session_pid = excluded.session_pid,
    session_start = excluded.session_start, expires_at = excluded.expires_at,
    wanted_by = nullif(l.wanted_by, excluded.holder)
  where case when l.holder is null
    then l.wanted_by is null or l.wanted_by = excluded.holder or l.wanted_until < clock_timestamp()
    else l.expires_at < clock_timestamp() or not exists (
      select 1 from pg_stat_activity s where s.pid = l.session_pid and s.backend_start = l.session_start) end
  returning token`;

/** Asks the holder to let go; the first who asks is first. $1 name, $2 who asks, $3 milliseconds for which it counts. */
export const WANT = `
  with asked as (
    update lease set wanted_by = $2, wanted_until = clock_timestamp() + make_interval(secs => $3 / 1000.0)
     where name = $1 and (wanted_by is null or wanted_by = $2 or wanted_until < clock_timestamp()) returning name)
  select pg_notify('${LEASE_CHANNEL}', 'wanted ' || name) from asked`;

/** $1 names, $2 tokens, $3 milliseconds. Returns those that are still held. */
export const RENEW = `
  update lease l set expires_at = clock_timestamp() + make_interval(secs => $3 / 1000.0)
    from unnest($1::text[], $2::bigint[]) f(name, token)
   where l.name = f.name and l.token = f.token and l.holder is not null
  returning l.name, l.wanted_by is not null and l.wanted_until > clock_timestamp() as wanted`;

/** $1 name, $2 token. */
export const RELEASE = `
  with freed as (
    update lease set holder = null, expires_at = clock_timestamp(),
      wanted_until = case when wanted_by is not null then clock_timestamp() + interval '250 milliseconds' end
     where name = $1 and token = $2 and holder is not null returning name)
  select pg_notify('${LEASE_CHANNEL}', 'free ' || name) from freed`;

/**
 * For a transaction whose commit rests on leases: they can't be taken over before it ends.
 * @throws LeaseLost when one is somebody else's by now.
 */
export async function lockFences(db: PoolClient, fences: readonly Fence[]): Promise<void> {
  for (const { name, token } of fences) {
    const { rowCount } = await db.query('select 1 from lease where name = $1 and token = $2 for key share', [name, token.toString()]);
    if (rowCount === 0) throw new LeaseLost(name);
  }
}

/** Who holds a lease and under which token; undefined when nobody does. For operators and tests. */
export async function holderOf(db: Pool | PoolClient, name: string): Promise<{ holder: string; token: bigint } | undefined> {
  const { rows } = await db.query<{ holder: string; token: string }>(
    'select holder, token from lease where name = $1 and holder is not null and expires_at > clock_timestamp()',
    [name],
  );
  return rows[0] && { holder: rows[0].holder, token: BigInt(rows[0].token) };
}
