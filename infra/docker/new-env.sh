#!/bin/sh
# Prints a new .env for docker-compose.yml: passwords, keys and secrets made on this machine.
#   infra/docker/new-env.sh > .env          production: fill in your issuer
#   infra/docker/new-env.sh --demo > .env   development mode, whose issuer is built in
# Keep it: without the master keys nobody ever reads the personal data again.
set -eu
umask 077

password() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
key() { head -c 32 /dev/urandom | base64 | tr -d '\n'; }

if [ "${1:-}" = --demo ]; then
  cat <<ISSUER
OIDC_ISSUER=flipside-development
OIDC_JWKS_URL=http://gateway:8080/v1/dev/jwks.json
DEVELOPMENT_DB_PASSWORD=$(password)
ISSUER
else
  cat <<ISSUER
# The issuer of your tokens, exactly as they name it, and where it publishes its keys.
OIDC_ISSUER=
OIDC_JWKS_URL=
OIDC_AUDIENCE=flipside
ISSUER
fi
echo "POSTGRES_PASSWORD=$(password)"
for service in PARTICIPANTS MATCHING SESSIONS ANALYTICS; do
  echo "${service}_DB_PASSWORD=$(password)"
  echo "${service}_MASTER_KEY=$(key)"
done
echo "SERVICE_SECRET=$(key)"
