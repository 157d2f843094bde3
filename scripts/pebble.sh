#!/usr/bin/env bash
# Builds pebble, the ACME server of Let's Encrypt for tests, and has two nodes
# obtain, share and renew a certificate. It is a program beside the module and
# not a dependency of it: nothing of it enters go.mod.
set -euo pipefail
cd "$(dirname "$0")/.."
version=v2.10.1
bin=$PWD/.cache/pebble-$version
if [ ! -x "$bin/pebble" ]; then
	GOBIN=$bin GOFLAGS= go install "github.com/letsencrypt/pebble/v2/cmd/pebble@$version"
fi
HAAT_TEST_PEBBLE=$bin/pebble go test ./internal/app -run 'TestTwoNodesShareOneCertificate' -count=1 -v "$@"
