# build/env.sh - sourced by the scripts beside it. Goes to the top of the repository, installs the system packages
# named in $packages where they are missing, and builds the screens.
set -eu
cd "$(dirname "$0")/.."

# The program names the revision it was built from, where git can tell it.
if git rev-parse HEAD >/dev/null 2>&1; then stamp=auto; else stamp=false; fi
export GOFLAGS="${GOFLAGS:+$GOFLAGS }-buildvcs=$stamp"

have() { dpkg-query -W -f='${db:Status-Abbrev}' "$1" 2>/dev/null | grep -q '^ii'; }
need=""
if command -v dpkg-query >/dev/null; then
  for package in ${packages:-}; do have "$package" || need="$need $package"; done
fi
if [ -n "$need" ]; then
  as_root=""
  [ "$(id -u)" = 0 ] || as_root=sudo
  # shellcheck disable=SC2086 # a list of names
  install() { $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $need >/dev/null; }
  # With optional=yes the script that sources this one can do with less.
  install || [ "${optional:-}" = yes ]
fi

if [ -f frontend/package.json ]; then
  installed=frontend/node_modules/.package-lock.json
  if [ ! -f "$installed" ] || [ frontend/package-lock.json -nt "$installed" ]; then
    (cd frontend && npm ci --no-audit --no-fund --loglevel=error) >&2
    touch "$installed"
  fi
  (cd frontend && npm run -s build -- --logLevel warn) >&2
fi
