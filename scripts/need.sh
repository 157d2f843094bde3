#!/usr/bin/env bash
# Checks that Go, Node and gcc are there and new enough. Says nothing when they
# are; names all that is missing at once when not.
set -u

missing=()

# at_least HAVE WANT: is the dotted version HAVE not older than WANT?
at_least() {
  [ "$(printf '%s\n%s\n' "$2" "$1" | sort -t. -k1,1n -k2,2n | head -n 1)" = "$2" ]
}

if ! command -v go >/dev/null 2>&1; then
  missing+=("Go 1.26 or newer (https://go.dev/dl/)")
else
  have=$(go env GOVERSION | sed 's/^go\([0-9]*\.[0-9]*\).*/\1/')
  at_least "$have" 1.26 || missing+=("Go 1.26 or newer; this is $have (https://go.dev/dl/)")
fi

if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
  missing+=("Node.js 20.19 or newer with npm (https://nodejs.org)")
else
  have=$(node --version | sed 's/^v\([0-9]*\.[0-9]*\).*/\1/')
  at_least "$have" 20.19 || missing+=("Node.js 20.19 or newer; this is $have (https://nodejs.org)")
fi

# Programs are built without C; the race detector of `make test` needs it.
command -v gcc >/dev/null 2>&1 || missing+=("gcc (Debian: apt-get install gcc libc6-dev)")

if [ ${#missing[@]} -gt 0 ]; then
  echo "Haat needs what is not here:" >&2
  printf '  - %s\n' "${missing[@]}" >&2
  exit 1
fi
