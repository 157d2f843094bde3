#!/usr/bin/env bash
# web.sh packages   installs the npm packages when the lock file changed
# web.sh dashboard  the same, and builds the dashboard when its sources changed
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

digest() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum; else shasum -a 256; fi | cut -d' ' -f1
}

# of PATH...: one digest over the names and contents of all files below.
of() {
  find "$@" -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/storybook-static/*' |
    LC_ALL=C sort | while IFS= read -r file; do
      printf '%s\n' "$file"
      cat "$file"
    done | digest
}

packages() {
  local stamp=web/node_modules/.haat-stamp now
  now=$(cat web/package-lock.json web/package.json web/*/package.json | digest)
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ]; then return; fi
  echo "Installing npm packages (the lock file changed) …" >&2
  (cd web && npm ci --no-audit --no-fund --loglevel=error </dev/null) >&2
  echo "$now" >"$stamp"
}

dashboard() {
  local stamp=.cache/dashboard.stamp now said
  now=$(of web/package-lock.json web/tsconfig.base.json web/dashboard web/ui/src web/client-core/src web/store-client/src)
  if [ -f web/dashboard/dist/index.html ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ]; then return; fi
  packages
  echo "Building the dashboard (its sources changed) …" >&2
  said=$(cd web && npm run build -w dashboard --silent </dev/null 2>&1) || { printf '%s\n' "$said" >&2; exit 1; }
  mkdir -p .cache
  echo "$now" >"$stamp"
}

"${1:?packages or dashboard}"
