/**
 * The key store's tables. What is destroyed leaves no way from the log back to a person: a destroyed key's id is kept
 * alone (so that it is told from a lost one), its name alone and hashed (so that it is not made again).
 * Dates only: the moment of a key would be the moment of an anonymous concern.
 *
 * keys_for and destroy_keys take turns for a subject (64 buckets, not a lock each, as the server's lock table is small), so
 * that no key is made for someone whose erasure commits at the same time. keys_for always goes by the indexes: its plan is
 * kept, and one made while the table was empty would scan it when it is full.
 */
export const keyTables = `
create table if not exists data_key (
  id uuid primary key,
  subject text not null,
  class text not null,
  scope text not null,
  name bytea not null,
  wrapped bytea not null,
  master_key text not null,
  created_on date not null default current_date,
  unique (subject, class, scope)
);
create table if not exists destroyed_key (id uuid primary key, destroyed_on date not null default current_date);
create table if not exists closed_name (name bytea primary key, closed_on date not null default current_date);
create table if not exists erased_subject (subject text primary key, erased_on date not null default current_date);
create table if not exists replayed_erasures (source text primary key, epoch int not null, n bigint not null);
create table if not exists service_secret (name text primary key, wrapped bytea not null, master_key text not null);

create or replace function subject_bucket(subject text) returns int language sql immutable
as $$ select hashtext(subject) & 63 $$;

create or replace function keys_for(ids uuid[], subjects text[], classes text[], scopes text[], names bytea[],
  boxes bytea[], master text) returns table (n int, key_id uuid, box bytea, master_of text, state text)
language plpgsql set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  if exists (
    select from unnest(subjects, classes, scopes) w(s, c, p)
    where not exists (select from data_key k where k.subject = w.s and k.class = w.c and k.scope = w.p)
  ) then
    perform pg_advisory_xact_lock_shared(727001, b)
    from (select distinct subject_bucket(s) b from unnest(subjects) s order by 1) buckets;
    insert into data_key (id, subject, class, scope, name, wrapped, master_key)
    select w.i, w.s, w.c, w.p, w.m, w.x, master
    from unnest(ids, subjects, classes, scopes, names, boxes) w(i, s, c, p, m, x)
    where not exists (select from erased_subject e where e.subject = w.s)
      and not exists (select from closed_name d where d.name = w.m)
    order by w.s, w.c, w.p
    on conflict (subject, class, scope) do nothing;
  end if;
  return query
    select w.n::int, k.id, k.wrapped, k.master_key,
      case when k.id is not null then 'kept'
           when exists (select from erased_subject e where e.subject = w.s) then 'erased' else 'destroyed' end
    from unnest(subjects, classes, scopes) with ordinality w(s, c, p, n)
    left join data_key k on k.subject = w.s and k.class = w.c and k.scope = w.p;
end $$;

create or replace function destroy_keys(of_subject text, of_class text, of_scope text, of_name bytea) returns void
language plpgsql as $$
begin
  perform pg_advisory_xact_lock(727001, subject_bucket(of_subject));
  if of_class is null then
    insert into erased_subject (subject) values (of_subject) on conflict do nothing;
  end if;
  if of_name is not null then
    insert into closed_name (name) values (of_name) on conflict do nothing;
  end if;
  with gone as (
    delete from data_key k where k.subject = of_subject
      and (of_class is null or k.class = of_class) and (of_scope is null or k.scope = of_scope)
    returning k.id, k.name
  ), closed as (
    insert into closed_name (name) select name from gone where of_class is not null on conflict do nothing
  )
  insert into destroyed_key (id) select id from gone on conflict do nothing;
end $$;
`;

/** Advisory lock under which a key store is migrated and its secret made, so that replicas starting together take turns. */
export const KEY_MIGRATION_LOCK = 7_270_002;
