#!/usr/bin/env bash
# Writes the fixture of a release: a small shop of today's schema, which every
# later version must be able to take over. Run it once for each release, and
# commit what it writes: scripts/release-fixture.sh 0.2.0
set -euo pipefail
cd "$(dirname "$0")/.."
version=${1:?which version?}
mkdir -p internal/app/testdata/released
HAAT_TEST_DATABASE_URL='' go test ./internal/app -run TestMakeTheFixtureOfARelease -count=1 -release "$version"
ls -l "internal/app/testdata/released/$version.backup"
