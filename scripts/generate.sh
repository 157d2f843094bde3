#!/usr/bin/env bash
# Writes every generated file into the tree, or into the tree at DIR when one
# is given (scripts/verify.sh compares it then).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
out=$(cd "${1:-.}" && pwd)

scripts/need.sh
mkdir -p bin "$out/api" "$out/docs" "$out/demo/pictures"
scripts/build.sh
go build -buildvcs=false -o bin/ ./scripts/draw ./scripts/tokens

# Each generator writes below the folder it is started in.
[ "$out" = "$root" ] || cp demo/drawings.json "$out/demo/"
(cd "$out" && "$root/bin/haat" openapi && "$root/bin/haat" docs && "$root/bin/draw" && "$root/bin/tokens")

scripts/web.sh packages
if [ "$out" = "$root" ]; then
  (cd web && npm run generate --silent </dev/null)
  # What the routes answer to whom is observed, not declared: a test writes it
  # here, and fails in `make test` when it is no longer true.
  go test ./internal/app -run TestEveryRoute -update
  # What the audit may say, for the dashboard to have words for.
  go test ./internal/kit/journal -run TestTheDashboard -update
fi
