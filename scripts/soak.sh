#!/usr/bin/env bash
# Breaks things for up to 25 minutes and looks whether the shop kept its word: the long
# form of internal/app/soak on both engines, with a PostgreSQL of its own that syncs,
# then a catalogue of 19,406 real products (where the shared data is), then the fuzzers
# (FUZZ=0 leaves them out). ONLY="R10" runs the tests whose names match.
# Ends with a table of counts.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)" 2>/dev/null || true
export HAAT_SOAK=1
# A few at once: most of each is waiting, and together they are the load.
scripts/with-postgres.sh go test ./internal/app/soak -run "${ONLY:-.}" -parallel "${PARALLEL:-4}" -timeout 40m -count=1 -v | grep -v '^=== '
if [ -z "${ONLY:-}" ]; then
  scripts/with-postgres.sh go test ./internal/shop/transfer -run Icecat -timeout 40m -count=1 -v | grep -v '^=== '
fi
if [ -z "${ONLY:-}" ] && [ "${FUZZ:-1}" != 0 ]; then
  scripts/with-postgres.sh scripts/fuzz.sh "${FUZZ_REQUESTS:-100000}" "${FUZZ_SECONDS:-20}"
fi
