#!/usr/bin/env bash
# Runs every check of the project; see scripts/testall. Arguments pick stages.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/need.sh
# Thousands of sockets in one process, for the tests that race shoppers.
ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)" 2>/dev/null || true
go build -buildvcs=false -o bin/testall ./scripts/testall
exec bin/testall "$@" </dev/null
