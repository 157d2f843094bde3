#!/usr/bin/env bash
# Measures our shop with the load generator and the catalogue that Medusa,
# Vendure and EverShop were measured with, on both engines:
#
#   PEERS=path/to/peerbench/source bench/peers/run.sh
#
# PEERS    folder with the generator's source and launch.sh
# OUT      folder for everything this makes (a new temporary one)
# HAAT     program to measure (bin/haat, built when missing)
# ENGINES  "sqlite postgres"
# ROUNDS   3
# READS    scenarios; each runs with 16 users and with one
# TIME     15: seconds of a read with 16 users; the other times follow it
# ALONE    command put before each measured part (the starts of an engine, a
#          round of an engine), for a machine that is shared with others
# GO       go; the command that builds
# PGBIN    PostgreSQL's programs (/usr/lib/postgresql/15/bin)
#
# PostgreSQL is started for this alone, with its default settings, and stopped
# at the end. The last thing printed is a table of medians; OUT keeps the rest.
set -euo pipefail
self=$(realpath "${BASH_SOURCE[0]}")
here=$(dirname "$self")
cd "$here/../.."

: "${PEERS:?set it to the folder with the source of peerbench}"
export PEERS OUT=${OUT:-$(mktemp -d)} HAAT=${HAAT:-bin/haat} ENGINES=${ENGINES:-sqlite postgres} ROUNDS=${ROUNDS:-3} ALONE=${ALONE:-} TIME=${TIME:-15} GO=${GO:-go}
export READS=${READS:-list list_index list_products detail search search_variants}
export PGBIN=${PGBIN:-/usr/lib/postgresql/15/bin}
port=8099 pgport=8098
export HAAT_RATE_LIMIT=off HAAT_ADDR=127.0.0.1:$port HAAT_SECRET_KEY=a-key-for-measuring-only-0123456789

# as_postgres COMMAND...: PostgreSQL refuses to run as root.
as_postgres() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi; }

start_postgres() {
  stop_postgres
  rm -rf pg && mkdir -m 700 pg && { [ "$(id -u)" != 0 ] || chown postgres pg; }
  as_postgres "$PGBIN/initdb" -D "$OUT/pg/data" -U postgres -A trust >pg.log
  as_postgres "$PGBIN/pg_ctl" -D "$OUT/pg/data" -o "-p $pgport -k $OUT/pg -c listen_addresses=127.0.0.1" -l "$OUT/pg/log" -w start >>pg.log
  as_postgres "$PGBIN/createdb" -h 127.0.0.1 -p $pgport -U postgres haat
}

stop_postgres() { [ ! -f pg/data/postmaster.pid ] || as_postgres "$PGBIN/pg_ctl" -D "$OUT/pg/data" -m fast stop >>pg.log 2>&1 || true; }

# use ENGINE: the settings of the shop, and where its work is counted.
use() {
  unset HAAT_DATABASE_URL
  export HAAT_DATA=$OUT/$1-data
  database=$HAAT_DATA/haat.db
  if [ "$1" = postgres ]; then
    database=postgres://postgres@127.0.0.1:$pgport/haat
    export HAAT_DATABASE_URL=$database
  fi
}

# launch URL: starts the shop, says how long until the first good answer and what it holds in memory when idle.
# The shop outlives the part that starts it, so it must not keep what ALONE holds open: a lock on the machine.
launch() (
  for fd in /proc/$BASHPID/fd/*; do
    fd=${fd##*/}
    [ "$fd" -le 2 ] || [ "$fd" = 255 ] || eval "exec $fd>&-" 2>/dev/null
  done
  "$PEERS/launch.sh" pid haat.log "http://127.0.0.1:$port$1" -- "$HAAT" serve
)

stop_haat() {
  [ -f pid ] || return 0
  kill "$(cat pid)" 2>/dev/null || true
  while kill -0 "$(cat pid)" 2>/dev/null; do sleep 0.1; done
  rm pid
}

# measure ENGINE ROUND SCENARIO USERS TIME WARM-UP
measure() {
  local db=()
  [ "$1" = sqlite ] || db=(-watch "db=$(head -n 1 pg/data/postmaster.pid)")
  sed "s/\"name\": \"haat\"/\"name\": \"haat-$1\"/" "$here/target.json" >target.json # so that the table tells the engines apart
  ./peerbench -target target.json -vars "$1.vars.json" -scenario "$3" -c "$4" -d "$5" -warm "$6" -n 1 -seed "$2" -watch app="$(cat pid)" "${db[@]}" -out results.jsonl
}

# The parts. Each is a process of its own, so that ALONE can stand before it.
case ${1:-all} in
seed) # ENGINE: an empty shop, filled
  cd "$OUT"
  use "$2"
  rm -rf "$HAAT_DATA"
  [ "$2" = sqlite ] || start_postgres
  IDLE=0 launch /readyz
  sleep 0.5 # the banner follows
  ./peers seed "http://127.0.0.1:$port" "$(sed -n 's/.*setup?token=//p' haat.log)" catalogue.json "$2.vars.json"
  stop_haat
  [ "$2" = sqlite ] || as_postgres "$PGBIN/psql" -q -h 127.0.0.1 -p $pgport -U postgres -c 'VACUUM ANALYZE' haat
  ;;
starts) # ENGINE: three starts
  cd "$OUT"
  use "$2"
  trap stop_haat EXIT
  for n in 1 2 3; do
    stop_haat
    echo "$2: $(launch "/api/v1/site/products?limit=20&include=variants" | tr '\n' ' ')" | tee -a starts.txt
  done
  ;;
round) # ENGINE NUMBER
  cd "$OUT"
  use "$2"
  trap stop_haat EXIT
  IDLE=0 launch "/api/v1/site/products?limit=20&include=variants" >/dev/null
  for s in $READS; do
    measure "$2" "$3" "$s" 16 "${TIME}s" "$((TIME / 4))s"
    measure "$2" "$3" "$s" 1 "$((TIME / 3))s" 0s
  done
  for load in "8 $((TIME * 2))s $((TIME / 2))s" "1 $((TIME * 2 / 3))s 0s" "64 $((TIME * 4 / 3))s 2s"; do
    measure "$2" "$3" checkout $load
    ./peers drained "$database" | tee -a drained.txt
  done
  ;;
all)
  mkdir -p "$OUT"
  OUT=$(realpath "$OUT")
  if [ ! -x "$HAAT" ]; then scripts/build.sh; fi
  HAAT=$(realpath "$HAAT")
  $GO build -o "$OUT/peers" ./bench/peers
  (cd "$PEERS" && $GO build -o "$OUT/peerbench" .)
  cd "$OUT"
  rm -f results.jsonl starts.txt drained.txt
  ./peerbench catalogue -o catalogue.json
  trap 'stop_haat; stop_postgres' EXIT
  for engine in $ENGINES; do
    "$self" seed "$engine"
    $ALONE "$self" starts "$engine"
  done
  for round in $(seq "$ROUNDS"); do
    for engine in $ENGINES; do $ALONE "$self" round "$engine" "$round"; done
  done
  echo "program: $(du -h --apparent-size "$HAAT" | cut -f1)"
  ./peerbench median results.jsonl
  echo "everything is in $OUT"
  ;;
*)
  echo "run.sh takes no arguments" >&2
  exit 1
  ;;
esac
