#!/usr/bin/env bash
# Builds what is missing, fills the demo shop once and serves it. HAAT_DEMO=0
# starts empty. All settings are the server's own (see the README).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/need.sh
scripts/web.sh dashboard
scripts/build.sh
if [ "${HAAT_DEMO:-1}" != 0 ]; then
  bin/haat demo
fi
exec bin/haat serve
