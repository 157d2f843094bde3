#!/usr/bin/env bash
# Attacks the shop with made-up input for a while: the APIs through their
# documents on each engine, then every native fuzz target.
#
#   scripts/fuzz.sh [requests per engine] [seconds per native target]
#
# PostgreSQL takes part when HAAT_TEST_DATABASE_URL names one. HAAT_FUZZ_SEED
# picks other requests; a failing one is written below .cache/fuzz.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

requests=${1:-100000}
seconds=${2:-60}
mkdir -p .cache/fuzz
ulimit -n 65536 2>/dev/null || true

HAAT_FUZZ_REQUESTS=$requests HAAT_FUZZ_CASES=$PWD/.cache/fuzz go test -count=1 -v -timeout=2h ./internal/app/fuzzapi

# One target at a time: each uses every core.
failed=0
while IFS=: read -r file target; do
  echo "$target in ${file%/*}"
  go test "./${file%/*}" -run='^$' -fuzz="^$target\$" -fuzztime="${seconds}s" -fuzzminimizetime=2s || failed=1
done < <(git grep -o 'func Fuzz[A-Za-z]*' -- '*_test.go' | sed 's/func //')
exit "$failed"
