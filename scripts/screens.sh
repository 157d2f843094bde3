#!/usr/bin/env bash
# Takes a picture of every page of both faces, at phone and desktop width, light and dark, in every language, and says what
# is too wide, cut off, without a glyph or not translated. The pictures are in .cache/screens. ONLY="storefront in ar"
# takes some. Needs Chromium and takes about ten minutes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/need.sh
scripts/web.sh packages
scripts/web.sh dashboard
scripts/build.sh
export HAAT_SCREENS=${HAAT_SCREENS:-$PWD/.cache/screens}
cd web/e2e
exec npx --no playwright test --project=screens --reporter=list ${ONLY:+--grep "$ONLY"} </dev/null
