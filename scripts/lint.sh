#!/usr/bin/env bash
# Formatting, vet and staticcheck. The version is pinned here and nowhere else:
# the linter is no dependency of the program.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

unformatted=$(git ls-files -co --exclude-standard '*.go' | while IFS= read -r f; do [ ! -f "$f" ] || printf '%s\0' "$f"; done | xargs -0 gofmt -l)
if [ -n "$unformatted" ]; then
  printf 'not formatted (make fmt):\n%s\n' "$unformatted" >&2
  exit 1
fi
go vet ./...
go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...
