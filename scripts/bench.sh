#!/usr/bin/env bash
# Measures the shop beside the limits of this machine, on both engines; see `haat bench
# --help`. Arguments are its flags. Takes about five minutes; use a quiet machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/need.sh
scripts/build.sh
mkdir -p .cache
exec scripts/with-postgres.sh bash -c 'exec bin/haat bench --postgres "$HAAT_TEST_DATABASE_URL" --scratch .cache "$@"' bench "$@"
