#!/usr/bin/env bash
# Makes what is missing on the server that PGHOST, PGUSER and PGPASSWORD name: for each service a role, its database, and a
# database for its keys that ordinary backups leave out. The password of a role is always the one in the environment.
# Every <NAME>_DB_PASSWORD makes a role <name>. May run again whenever it likes.
set -euo pipefail

sql() { psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --dbname=postgres "$@"; }

create_database() {
  if [ "$(sql --set=name="$1" <<<"select count(*) from pg_database where datname = :'name'")" = 0 ]; then
    sql --set=name="$1" --set=owner="$2" <<<'create database :"name" owner :"owner"'
  fi
  sql --set=name="$1" <<<'revoke all on database :"name" from public'
}

for variable in $(compgen -e | grep '_DB_PASSWORD$'); do
  role=$(tr '[:upper:]' '[:lower:]' <<<"${variable%_DB_PASSWORD}")
  [ "$(sql --set=role="$role" <<<"select count(*) from pg_roles where rolname = :'role'")" = 1 ] || sql --set=role="$role" <<<'create role :"role" login'
  sql --set=role="$role" --set=password="${!variable}" <<<"alter role :\"role\" password :'password'"
  create_database "$role" "$role"
  [ "$role" = development ] || create_database "${role}_keys" "$role" # where development mode keeps time is no service
  echo "$role: there"
done
