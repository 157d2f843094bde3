#!/usr/bin/env bash
# with-postgres.sh COMMAND…: runs a command with HAAT_TEST_DATABASE_URL naming a
# PostgreSQL of its own, with PostgreSQL's own settings: what is committed is synced.
# It goes when the command ends. (`make test` starts another one, which syncs nothing.)
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb || echo /nowhere/initdb)")
[ -x "$bin/initdb" ] || { echo "PostgreSQL is not installed (no initdb). Debian: apt-get install postgresql" >&2; exit 1; }

home=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
  who=postgres
  id "$who" >/dev/null 2>&1 || who=nobody
  chown "$who" "$home"
  as=(setpriv "--reuid=$who" --clear-groups)
fi
stop() {
  status=$?
  (cd "$home" && "${as[@]}" "$bin/pg_ctl" -D "$home/data" -m immediate stop >/dev/null 2>&1) || true
  rm -rf "$home"
  exit "$status"
}
trap stop EXIT
trap 'exit 130' INT TERM

(cd "$home" && "${as[@]}" "$bin/initdb" -D "$home/data" -U haat -A trust -E UTF8 --locale=C.UTF-8 >/dev/null)
for _ in 1 2 3 4 5; do # somebody may have the port
  port=$((20000 + RANDOM % 20000))
  if (cd "$home" && "${as[@]}" "$bin/pg_ctl" -D "$home/data" -w -l "$home/log" \
    -o "-p $port -k $home -c listen_addresses=127.0.0.1 -c max_connections=400" start >/dev/null 2>&1); then
    export HAAT_TEST_DATABASE_URL="postgres://haat@127.0.0.1:$port/postgres?sslmode=disable"
    "$@"
    exit
  fi
done
cat "$home/log" >&2
exit 1
