#!/usr/bin/env bash
# Measures one, two and three nodes behind the proxy on one PostgreSQL with a
# synchronous standby, with the catalogue and the load generator of bench/peers:
#
#   PEERS=path/to/peerbench/source scripts/cluster/bench.sh
#
# USERS   32, over all nodes
# TIME    10s for each scenario
# ALONE   command put before what is measured, for a machine shared with others
# GO      go; the command that builds
#
# and what cluster.sh takes. CLUSTER must be a folder that is not there yet: the
# shop in it is empty at first and is thrown away.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
cd "$here/../.."
: "${PEERS:?set it to the folder with the source of peerbench}"
export CLUSTER=${CLUSTER:-$(mktemp -d)/cluster} NODES=3 PORT=${PORT:-8300} SHOP=empty USERS=${USERS:-32} TIME=${TIME:-10s} PEERS

# run NODES SCENARIO
run() {
  local watch=(-watch "proxy=$(cat nginx.pid)" -watch "db=$(head -n 1 pg/primary/postmaster.pid)" -watch "standby=$(head -n 1 pg/standby/postmaster.pid)")
  for n in $(seq "$1"); do watch+=(-watch "node$n=$(cat "node$n.pid")"); done
  sed "s/\"name\": \"haat\"/\"name\": \"$1 nodes\"/; s/127.0.0.1:8099/127.0.0.1:$PORT/" "$here/../../bench/peers/target.json" >target.json
  ./peerbench -target target.json -vars vars.json -scenario "$2" -c "$USERS" -d "$TIME" -warm 3s -n 1 "${watch[@]}" -out results.jsonl
}

case ${1:-all} in
measure)
  cd "$CLUSTER"
  for n in 3 2 1; do
    for s in page_product detail search checkout; do run $n $s; done
    # One node less.
    kill "$(cat "node$n.pid")"
    for left in $(seq $((n - 1))); do echo "server 127.0.0.1:$((PORT + left));"; done >nodes.conf
    [ "$n" = 1 ] || nginx -p "$CLUSTER/" -c nginx.conf -e nginx.log -s reload
    while kill -0 "$(cat "node$n.pid")" 2>/dev/null; do sleep 0.1; done
    rm "node$n.pid"
  done
  ;;
all)
  [ ! -e "$CLUSTER" ] || { echo "$CLUSTER is there already" >&2; exit 1; }
  mkdir -p "$CLUSTER"
  ${GO:-go} build -o "$CLUSTER/peers" ./bench/peers
  (cd "$PEERS" && ${GO:-go} build -o "$CLUSTER/peerbench" .)
  trap '"$here/cluster.sh" down' EXIT
  "$here/cluster.sh" up
  # The link of the node that started last is the one that counts.
  token=$(sed -n 's/.*setup?token=//p' "$CLUSTER/node3.log" | tail -n 1)
  (cd "$CLUSTER" && ./peerbench catalogue -o catalogue.json && ./peers seed "http://127.0.0.1:$((PORT + 3))" "$token" catalogue.json vars.json)
  ${ALONE:-} "$0" measure
  "$CLUSTER/peers" table "$CLUSTER/results.jsonl"
  ;;
esac
