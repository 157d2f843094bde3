#!/usr/bin/env bash
# A load-balanced shop of three nodes on one machine, for trying and measuring
# what runs in production on many:
#
#   nginx  →  three haat nodes  →  PostgreSQL, and a standby that has every commit
#                               →  S3-compatible files (versitygw)
#
#   scripts/cluster/cluster.sh up       start everything; the shop is the demo
#   scripts/cluster/cluster.sh status   what runs, and what each node says
#   scripts/cluster/cluster.sh roll     replace the nodes one after the other, under load
#   scripts/cluster/cluster.sh down     stop everything; the data stays
#
# CLUSTER  folder for data, logs and process ids (./haat-cluster)
# NODES    3
# PORT     first of the ports: proxy PORT, nodes PORT+1…, PostgreSQL PORT+11 and
#          +12, S3 PORT+20 (8300)
# HAAT     the program (bin/haat, built when missing)
# SHOP     demo, or empty
# PGBIN    PostgreSQL's programs (/usr/lib/postgresql/15/bin)
#
# Needs nginx and PostgreSQL 15 or newer (Debian: apt-get install nginx-light
# postgresql). versitygw is installed with Go the first time; where that cannot
# be had, the nodes share a folder instead, and this says so.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
repo=$PWD
CLUSTER=${CLUSTER:-haat-cluster} NODES=${NODES:-3} PORT=${PORT:-8300} HAAT=${HAAT:-bin/haat} SHOP=${SHOP:-demo}
PGBIN=${PGBIN:-/usr/lib/postgresql/15/bin}
primary=$((PORT + 11)) standby=$((PORT + 12)) s3=$((PORT + 20))
mkdir -p "$CLUSTER"
CLUSTER=$(realpath "$CLUSTER")
if [ ! -x "$HAAT" ]; then scripts/build.sh; fi
HAAT=$(realpath "$HAAT")

say() { printf '%s\n' "$*" >&2; }

# let_go closes what this script holds open, for a daemon that outlives it: a pipe, a lock.
let_go() {
  local fd
  for fd in /proc/$BASHPID/fd/*; do
    fd=${fd##*/}
    [ "$fd" -le 2 ] || [ "$fd" = 255 ] || eval "exec $fd>&-" 2>/dev/null
  done
}

# alone NAME COMMAND...: starts a daemon, with its log and its process id in the cluster's folder.
alone() {
  local name=$1
  shift
  (
    exec >>"$CLUSTER/$name.log" 2>&1 </dev/null
    let_go
    exec setsid "$@"
  ) &
  echo $! >"$CLUSTER/$name.pid"
}

# alive NAME: does the process whose id is in NAME.pid run?
alive() { [ -s "$CLUSTER/$1.pid" ] && kill -0 "$(head -n 1 "$CLUSTER/$1.pid")" 2>/dev/null; }

# finish NAME: SIGTERM, and wait until it is gone.
finish() {
  alive "$1" || return 0
  local pid
  pid=$(head -n 1 "$CLUSTER/$1.pid")
  kill "$pid"
  while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
  rm -f "$CLUSTER/$1.pid"
}

# until_ok WHAT SECONDS COMMAND...
until_ok() {
  local what=$1 left=$(($2 * 10))
  shift 2
  until "$@" >/dev/null 2>&1; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || { say "$what did not come up; see the logs in $CLUSTER"; exit 1; }
    sleep 0.1
  done
}

# as_postgres COMMAND...: PostgreSQL refuses to run as root.
as_postgres() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi; }
sql() { as_postgres "$PGBIN/psql" -X -q -A -t -h 127.0.0.1 -p "$1" -U postgres -c "$2" "${3:-postgres}"; }
pg_start() ( # NAME PORT
  exec >>"$CLUSTER/pg_ctl.log" 2>&1 </dev/null
  let_go
  as_postgres "$PGBIN/pg_ctl" -D "$CLUSTER/pg/$1" -l "$CLUSTER/pg/$1.log" -o "-p $2 -k $CLUSTER/pg" -w start
)

postgres_up() {
  if [ ! -d "$CLUSTER/pg/primary" ]; then
    mkdir -p "$CLUSTER/pg" && { [ "$(id -u)" != 0 ] || chown postgres "$CLUSTER/pg"; }
    as_postgres "$PGBIN/initdb" -D "$CLUSTER/pg/primary" -U postgres -A trust >/dev/null
    as_postgres tee -a "$CLUSTER/pg/primary/postgresql.conf" >/dev/null <<'CONF'
listen_addresses = '127.0.0.1'
max_connections = 200
wal_level = replica
max_wal_senders = 5
CONF
    pg_start primary $primary
    sql $primary 'CREATE DATABASE haat' && sql $primary "SELECT pg_create_physical_replication_slot('standby')" >/dev/null
    as_postgres "$PGBIN/pg_basebackup" -h 127.0.0.1 -p $primary -U postgres -D "$CLUSTER/pg/standby" -c fast -S standby -R \
      -d "host=127.0.0.1 port=$primary user=postgres application_name=standby"
    # From here on a commit is acknowledged once the standby has it on disk too.
    sql $primary "ALTER SYSTEM SET synchronous_standby_names = 'FIRST 1 (standby)'"
  fi
  "$PGBIN/pg_isready" -q -h 127.0.0.1 -p $primary || pg_start primary $primary
  "$PGBIN/pg_isready" -q -h 127.0.0.1 -p $standby || pg_start standby $standby
  sql $primary 'SELECT pg_reload_conf()' >/dev/null
  until_ok "the standby" 30 bash -c "[ \"\$('$PGBIN/psql' -X -A -t -h 127.0.0.1 -p $primary -U postgres -c 'SELECT sync_state FROM pg_stat_replication' postgres)\" = sync ]"
}

# files_up starts the S3-compatible store and prints where it is; nothing where there is none.
files_up() {
  local gw=${VERSITYGW:-$CLUSTER/bin/versitygw}
  if [ ! -x "$gw" ]; then
    say "installing versitygw …"
    GOBIN=$CLUSTER/bin GOFLAGS=-mod=mod CGO_ENABLED=0 go install github.com/versity/versitygw/cmd/versitygw@v1.8.0 2>"$CLUSTER/versitygw-install.log" || return 0
  fi
  if ! alive s3; then
    mkdir -p "$CLUSTER/files/haat" # a folder is a bucket
    alone s3 env ROOT_ACCESS_KEY=haat ROOT_SECRET_KEY=haat-cluster "$gw" --port "127.0.0.1:$s3" --health /health posix "$CLUSTER/files"
    until_ok "the S3 store" 20 curl -fs "http://127.0.0.1:$s3/health"
  fi
  echo "s3://haat:haat-cluster@127.0.0.1:$s3/haat?tls=off&region=us-east-1"
}

# settings N: the environment of node N.
settings() {
  [ -s "$CLUSTER/key" ] || (umask 077 && od -An -tx1 -N32 /dev/urandom | tr -d ' \n' >"$CLUSTER/key")
  export HAAT_ADDR=127.0.0.1:$((PORT + $1)) HAAT_DATA=$CLUSTER/node$1 HAAT_DATABASE_URL="postgres://postgres@127.0.0.1:$primary/haat"
  export HAAT_SECRET_KEY HAAT_NODES=$NODES HAAT_TRUSTED_PROXIES=127.0.0.1 HAAT_DRAIN_DELAY=${HAAT_DRAIN_DELAY:-3s} HAAT_RATE_LIMIT=${HAAT_RATE_LIMIT:-off}
  HAAT_SECRET_KEY=$(cat "$CLUSTER/key")
  local files
  files=$(cat "$CLUSTER/files-url" 2>/dev/null || true)
  if [ -n "$files" ]; then
    export HAAT_FILES_URL=$files
  else
    export HAAT_DATA=$CLUSTER/shared
  fi
}

ready() { curl -fs "http://127.0.0.1:$((PORT + $1))/readyz"; }

node_up() (
  ! alive "node$1" || exit 0
  settings "$1"
  alone "node$1" "$HAAT" serve
  until_ok "node $1" 60 ready "$1"
)

# nodes_conf [DOWN]: what nginx knows of the nodes; DOWN gets no more requests.
nodes_conf() {
  local n
  for n in $(seq "$NODES"); do
    echo "server 127.0.0.1:$((PORT + n)) max_fails=1 fail_timeout=2s$([ "$n" != "${1:-}" ] || echo ' down');"
  done >"$CLUSTER/nodes.conf"
}

nginx_is() { nginx -p "$CLUSTER/" -c nginx.conf -e nginx.log "$@"; }

proxy_up() {
  mkdir -p "$CLUSTER/tmp"
  sed "s/@PROXY@/$PORT/" "$repo/scripts/cluster/nginx.conf" >"$CLUSTER/nginx.conf"
  nodes_conf
  if alive nginx; then nginx_is -s reload; else alone nginx nginx -p "$CLUSTER/" -c nginx.conf -e nginx.log -g "daemon off;"; fi
  until_ok "nginx" 10 curl -fs -o /dev/null "http://127.0.0.1:$PORT/healthz"
}

up() {
  local n
  postgres_up
  files_up >"$CLUSTER/files-url"
  [ -s "$CLUSTER/files-url" ] || say "versitygw cannot be had here: the nodes share the folder $CLUSTER/shared instead"
  if [ "$SHOP" = demo ]; then (settings 1 && "$HAAT" demo); fi
  for n in $(seq "$NODES"); do node_up "$n"; done
  proxy_up
  say "the shop is at http://127.0.0.1:$PORT/"
}

down() {
  local f d
  finish nginx
  for f in "$CLUSTER"/node*.pid; do [ ! -e "$f" ] || finish "$(basename "$f" .pid)"; done
  finish s3
  for d in standby primary; do
    [ ! -f "$CLUSTER/pg/$d/postmaster.pid" ] || as_postgres "$PGBIN/pg_ctl" -D "$CLUSTER/pg/$d" -m fast stop >/dev/null || true
  done
}

status() {
  local p n
  for p in nginx s3; do echo "$p: $(alive $p && echo runs || echo does not run)"; done
  for n in $(seq "$NODES"); do echo "node $n: $(alive "node$n" && (curl -s "http://127.0.0.1:$((PORT + n))/readyz" || echo does not answer) || echo does not run)"; done
  echo "standby: $(sql $primary "SELECT sync_state || ', ' || pg_wal_lsn_diff(pg_current_wal_lsn(), flush_lsn) || ' bytes behind' FROM pg_stat_replication" 2>/dev/null || echo 'the primary does not run')"
}

# roll replaces every node by a new process. Each says at /readyz that it goes
# and serves on for HAAT_DRAIN_DELAY; within that the proxy is told. With
# TELL=no it is not, and finds out by refused connections.
roll() {
  local n
  for n in $(seq "$NODES"); do
    say "node $n goes"
    kill "$(cat "$CLUSTER/node$n.pid")"
    if [ "${TELL:-yes}" = yes ]; then nodes_conf "$n" && nginx_is -s reload; fi
    finish "node$n" 2>/dev/null || true
    node_up "$n"
    if [ "${TELL:-yes}" = yes ]; then nodes_conf && nginx_is -s reload; fi
    say "node $n is back"
  done
}

case ${1:-} in
up) up ;;
down) down ;;
status) status ;;
roll) roll ;;
*)
  say "cluster.sh up | status | roll | down"
  exit 1
  ;;
esac
