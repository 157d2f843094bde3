#!/usr/bin/env bash
# Breaks things for up to 25 minutes and looks whether the shop kept its word:
# the long form of internal/app/soak on both engines, with a PostgreSQL of its
# own that syncs, then what else runs long. ONLY="R10" runs the tests whose
# names match. Ends with a table of counts.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)" 2>/dev/null || true
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb || true)")
[ -x "$bin/initdb" ] || { echo "PostgreSQL is not installed (no initdb): install it, half of this runs on it" >&2; exit 1; }
home=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then
	who=postgres
	id "$who" >/dev/null 2>&1 || who=nobody
	chown "$who" "$home"
	as=(setpriv --reuid="$who" --clear-groups)
fi
port=$(( 20000 + RANDOM % 20000 ))
stop() {
	status=$?
	(cd "$home" && "${as[@]}" "$bin/pg_ctl" -D "$home/data" -m immediate stop >/dev/null 2>&1) || true
	rm -rf "$home"
	exit "$status"
}
trap stop EXIT
trap 'exit 130' INT TERM
(cd "$home" && "${as[@]}" "$bin/initdb" -D "$home/data" -U haat -A trust -E UTF8 --locale=C.UTF-8 >/dev/null)
(cd "$home" && "${as[@]}" "$bin/pg_ctl" -D "$home/data" -w -l "$home/log" -o "-p $port -k $home -c listen_addresses=127.0.0.1 -c max_connections=400 -c fsync=on" start >/dev/null)

export HAAT_SOAK=1 HAAT_TEST_DATABASE_URL="postgres://haat@127.0.0.1:$port/postgres?sslmode=disable"
# A few at once: most of each is waiting, and together they are the load.
go test ./internal/app/soak -run "${ONLY:-.}" -parallel "${PARALLEL:-4}" -timeout 40m -count=1 -v | grep -v '^=== '
if [ -x scripts/fuzz.sh ] && [ -z "${ONLY:-}" ]; then
	scripts/fuzz.sh
fi
