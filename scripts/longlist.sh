#!/usr/bin/env bash
# longlist.sh [DATA]: fills a shop with 100,000 orders, unless there is one in the folder, and measures the list of orders in a
# real browser: whether scrolling through all of them ever stops the page, and how quickly a filter answers. Needs Chromium.
# About five minutes, one of them for filling the shop.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
data=${1:-.cache/longlist}

scripts/need.sh
scripts/web.sh packages
scripts/web.sh dashboard
scripts/build.sh
if [ ! -f "$data/haat.db" ]; then
  mkdir -p "$(dirname "$data")"
  go run ./scripts/grow fill -data "$data" -products 1000 -orders 100000
fi
data=$(cd "$data" && pwd)

# Somebody to look at it; from the second run on they are there already.
HAAT_LONG_LIST_EMAIL=reader@haat.example
HAAT_LONG_LIST_PASSWORD=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
printf '%s\n' "$HAAT_LONG_LIST_PASSWORD" | bin/haat user create "$HAAT_LONG_LIST_EMAIL" --name Reader --owner --password-stdin --data "$data" >/dev/null 2>&1 ||
  printf '%s\n' "$HAAT_LONG_LIST_PASSWORD" | bin/haat user reset-password "$HAAT_LONG_LIST_EMAIL" --password-stdin --data "$data" >/dev/null
export HAAT_LONG_LIST=$data HAAT_LONG_LIST_EMAIL HAAT_LONG_LIST_PASSWORD
cd web/e2e
exec npx --no playwright test --project=longlist --reporter=list ${ONLY:+--grep "$ONLY"} </dev/null
