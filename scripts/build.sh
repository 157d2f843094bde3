#!/usr/bin/env bash
# Builds bin/haat: static, without C, with whatever dashboard is in web/dashboard/dist.
# One place for the flags, so that everybody finds the others' work in Go's cache.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

CGO_ENABLED=0 exec go build -trimpath -buildvcs=false -ldflags='-s -w' -o bin/haat ./cmd/haat
