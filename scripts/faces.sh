#!/usr/bin/env bash
# Measures what people feel, in Chromium on a demo shop: Lighthouse on a phone, five runs a page, and how long keys and
# presses wait for an answer on a processor four times slower, in both faces. ONLY="dashboard" runs some. Other work on
# the machine spoils the figures; Lighthouse is fetched when it is not there. Takes about ten minutes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/need.sh
scripts/web.sh packages
scripts/web.sh dashboard
scripts/build.sh
cd web/e2e
HAAT_FACES=1 exec npx --no playwright test --project=faces --reporter=list ${ONLY:+--grep "$ONLY"} </dev/null
