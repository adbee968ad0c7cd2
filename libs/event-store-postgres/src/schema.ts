/** SQLSTATE of an append whose lease is somebody else's by now. */
export const LEASE_LOST = 'FL001';

/** The SQL of the store, one entry a version; `S` stands for the schema. What was released is never changed, only added to. */
export function migrations(schema: string): readonly string[] {
  return [TABLES, APPEND, GUARD, FENCED_APPEND, APPEND_EVENTS].map((sql) => sql.replaceAll('"S"', `"${schema}"`));
}

/**
 * Positions are dense: each is the one before plus 1, given under the store's lock. `json` (not `jsonb`) keeps the text
 * as it was written, holds every string that JSON can, and is cheaper to store and to read back.
 */
const TABLES = `
create table "S".log (
  one boolean primary key default true check (one),
  epoch int not null default 1
);
insert into "S".log default values;

create table "S".events (
  position bigint primary key,
  revision bigint not null,
  id uuid not null,
  stream text collate "C" not null,
  category text collate "C" not null generated always as (split_part(stream, '-', 1)) stored,
  type text collate "C" not null,
  data json not null,
  metadata json not null
);
create unique index events_of_stream on "S".events (stream, revision);
create index events_of_category on "S".events (category, position);
comment on table "S".events is 'The source of truth: appended to by the function append alone, never changed.';
`;

/**
 * Appends a batch: several appends, at most one for each stream, each accepted or not as a whole.
 *
 * The advisory lock is held until the transaction has become visible, so positions are in commit order and a reader that
 * sees one sees all before it. Every statement after the lock reads what the previous holder committed (read committed).
 * The last position is read from the index, not kept in a row: a row that is updated by each append would grow without
 * end while a long transaction (a backup) is open.
 *
 * `o_actual` is null where every append was accepted; else it holds each stream's revision found (-1: none), and
 * `o_repeated` the last position of those whose events are there already, null for a conflict.
 */
const APPEND = `
create function "S".append(
  p_streams text[], p_expected bigint[],
  p_append int[], p_revisions bigint[], p_ids uuid[], p_types text[], p_data json[], p_metadata json[]
) returns table (o_epoch int, o_base bigint, o_actual bigint[], o_repeated bigint[])
language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('"S".append', 0));

  select array_agg(coalesce(
      (select e.revision from "S".events e where e.stream = a.stream order by e.revision desc limit 1), -1) order by a.no)
    into o_actual
    from unnest(p_streams) with ordinality a(stream, no);

  if o_actual = p_expected then
    o_actual := null;
  else
    select array_agg((
        select max(e.position)
          from unnest(p_append, p_revisions, p_ids) x(append, revision, id)
          left join "S".events e on e.stream = a.stream and e.revision = x.revision and e.id = x.id
         where x.append = a.no and o_actual[a.no] <> p_expected[a.no]
        having bool_and(e.position is not null)) order by a.no)
      into o_repeated
      from unnest(p_streams) with ordinality a(stream, no);
    select coalesce(array_agg(x.append order by x.no), '{}'), array_agg(x.revision order by x.no),
           coalesce(array_agg(x.id order by x.no), '{}'), array_agg(x.type order by x.no),
           array_agg(x.data order by x.no), array_agg(x.metadata order by x.no)
      into p_append, p_revisions, p_ids, p_types, p_data, p_metadata
      from unnest(p_append, p_revisions, p_ids, p_types, p_data, p_metadata)
           with ordinality x(append, revision, id, type, data, metadata, no)
     where o_actual[x.append] = p_expected[x.append];
  end if;

  select l.epoch, coalesce((select e.position from "S".events e order by e.position desc limit 1), 0)
    into o_epoch, o_base
    from "S".log l;

  if cardinality(p_ids) > 0 then
    insert into "S".events (position, revision, id, stream, type, data, metadata)
    select o_base + x.no, x.revision, x.id, p_streams[x.append], x.type, x.data, x.metadata
      from unnest(p_append, p_revisions, p_ids, p_types, p_data, p_metadata)
           with ordinality x(append, revision, id, type, data, metadata, no);
  end if;
  return next;
end $$;

create function "S".start_new_epoch() returns int language plpgsql as $$
declare v_epoch int;
begin
  perform pg_advisory_xact_lock(hashtextextended('"S".append', 0));
  update "S".log set epoch = epoch + 1 returning epoch into v_epoch;
  return v_epoch;
end $$;
`;

/** A slip in an operator's SQL must not rewrite history. */
const GUARD = `
create function "S".refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'events are never changed or removed' using errcode = 'restrict_violation';
end $$;
create trigger events_are_final before update or delete or truncate on "S".events
  for each statement execute function "S".refuse_change();
`;

/**
 * The same append, but only while the leases it rests on are still held under these tokens. The rows stay locked until it
 * has become visible: a renewal passes such a lock, whoever takes the lease over waits and so reads this append.
 * The table lease is the consumers' (libs/feeds), in the database of the service; it is needed by this function alone.
 */
const FENCED_APPEND = `
create function "S".fenced_append(
  p_leases text[], p_tokens bigint[], p_streams text[], p_expected bigint[],
  p_append int[], p_revisions bigint[], p_ids uuid[], p_types text[], p_data json[], p_metadata json[]
) returns table (o_epoch int, o_base bigint, o_actual bigint[], o_repeated bigint[])
language plpgsql as $$
declare v_held int;
begin
  perform 1 from lease l join unnest(p_leases, p_tokens) f(name, token) on l.name = f.name and l.token = f.token
    for key share of l;
  get diagnostics v_held = row_count;
  if v_held < cardinality(p_leases) then
    raise exception 'a lease was lost' using errcode = '${LEASE_LOST}';
  end if;
  return query select * from "S".append(p_streams, p_expected, p_append, p_revisions, p_ids, p_types, p_data, p_metadata);
end $$;
`;

/**
 * What `append` does, in one statement less and not as a set; the earlier functions serve processes of the version before,
 * and wait for the same lock. The largest parameters come first: the client's buffer grows to its size at once.
 */
const APPEND_EVENTS = `
create function "S".append_events(
  p_metadata json[], p_data json[], p_streams text[], p_ids uuid[], p_types text[],
  p_expected bigint[], p_append int[], p_revisions bigint[],
  out o_epoch int, out o_base bigint, out o_actual bigint[], out o_repeated bigint[]
) language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('"S".append', 0));

  select l.epoch, coalesce((select e.position from "S".events e order by e.position desc limit 1), 0), array(
      select coalesce((select e.revision from "S".events e where e.stream = a.stream order by e.revision desc limit 1), -1)
        from unnest(p_streams) a(stream))
    into o_epoch, o_base, o_actual
    from "S".log l;

  if o_actual = p_expected then
    o_actual := null;
  else
    select array_agg((
        select max(e.position)
          from unnest(p_append, p_revisions, p_ids) x(append, revision, id)
          left join "S".events e on e.stream = a.stream and e.revision = x.revision and e.id = x.id
         where x.append = a.no and o_actual[a.no] <> p_expected[a.no]
        having bool_and(e.position is not null)) order by a.no)
      into o_repeated
      from unnest(p_streams) with ordinality a(stream, no);
    select coalesce(array_agg(x.append order by x.no), '{}'), array_agg(x.revision order by x.no),
           coalesce(array_agg(x.id order by x.no), '{}'), array_agg(x.type order by x.no),
           array_agg(x.data order by x.no), array_agg(x.metadata order by x.no)
      into p_append, p_revisions, p_ids, p_types, p_data, p_metadata
      from unnest(p_append, p_revisions, p_ids, p_types, p_data, p_metadata)
           with ordinality x(append, revision, id, type, data, metadata, no)
     where o_actual[x.append] = p_expected[x.append];
  end if;

  if cardinality(p_ids) > 0 then
    insert into "S".events (position, revision, id, stream, type, data, metadata)
    select o_base + x.no, x.revision, x.id, p_streams[x.append], x.type, x.data, x.metadata
      from unnest(p_append, p_revisions, p_ids, p_types, p_data, p_metadata)
           with ordinality x(append, revision, id, type, data, metadata, no);
  end if;
end $$;

create function "S".fenced_append_events(
  p_leases text[], p_tokens bigint[], p_metadata json[], p_data json[], p_streams text[], p_ids uuid[], p_types text[],
  p_expected bigint[], p_append int[], p_revisions bigint[],
  out o_epoch int, out o_base bigint, out o_actual bigint[], out o_repeated bigint[]
) language plpgsql as $$
declare v_held int;
begin
  perform 1 from lease l join unnest(p_leases, p_tokens) f(name, token) on l.name = f.name and l.token = f.token
    for key share of l;
  get diagnostics v_held = row_count;
  if v_held < cardinality(p_leases) then
    raise exception 'a lease was lost' using errcode = '${LEASE_LOST}';
  end if;
  select e.o_epoch, e.o_base, e.o_actual, e.o_repeated into o_epoch, o_base, o_actual, o_repeated
    from "S".append_events(p_metadata, p_data, p_streams, p_ids, p_types, p_expected, p_append, p_revisions) e;
end $$;
comment on table "S".events is 'The source of truth: appended to by append_events (before: append) alone, never changed.';
`;
