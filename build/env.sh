# build/env.sh - sourced by the scripts beside it. Goes to the top of the repository, installs the system packages
# named in $packages where they are missing, builds the screens, and knows how the program is built.
set -eu
cd "$(dirname "$0")/.."

# What a window needs where GTK shows it: to be built, and to be tested.
window_packages="gcc pkg-config libc6-dev libgtk-3-dev libwebkit2gtk-4.1-dev"
test_packages="strace xvfb xauth dbus xdotool imagemagick at-spi2-core python3-gi gir1.2-atspi-2.0 fonts-dejavu-core"

# The program names the revision it was built from, where git can tell it.
if git rev-parse HEAD >/dev/null 2>&1; then stamp=auto; else stamp=false; fi
export GOFLAGS="${GOFLAGS:+$GOFLAGS }-buildvcs=$stamp"

# install NAME... installs what is missing. It can't where there is no apt, no network or no right to.
install() {
  command -v dpkg-query >/dev/null || return 1
  need=""
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || need="$need $package"
  done
  [ -n "$need" ] || return 0
  echo "Installing:$need" >&2
  as_root=""
  if [ "$(id -u)" != 0 ]; then command -v sudo >/dev/null && as_root=sudo || return 1; fi
  # shellcheck disable=SC2086 # a list of names
  $as_root apt-get update -qq >&2 &&
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $need >/dev/null
}

# modules FOLDER installs the npm packages that its lock file names.
modules() {
  installed=$1/node_modules/.package-lock.json
  if [ ! -f "$installed" ] || [ "$1/package-lock.json" -nt "$installed" ]; then
    (cd "$1" && npm ci --no-audit --no-fund --loglevel=error) >&2
    touch "$installed"
  fi
}

screens() {
  modules frontend
  (cd frontend && npm run -s build -- --logLevel warn) >&2
}

# window_tags says how this system's window is built; nothing where it can't be.
window_tags() {
  case "$(uname -s)" in
  Linux) pkg-config --exists gtk+-3.0 webkit2gtk-4.1 2>/dev/null && echo desktop,production,webkit2_41 ;;
  *) echo desktop,production ;;
  esac
}

# version is the tag that was built, or what comes after the last release.
version() {
  git describe --tags --exact-match --match 'v[0-9]*' 2>/dev/null | sed 's/^v//' | grep . ||
    sed -n 's/.*"productVersion": "\([^"]*\)".*/\1-dev/p' wails.json
}

# build TAGS FILE builds the program; with the tags of a window, that window is in it.
build() {
  cgo=1
  [ "$1" != web ] || cgo=0
  CGO_ENABLED=${CGO:-$cgo} go build -trimpath -tags "$1" -ldflags "-s -w -X main.version=$(version)" -o "$2" .
}
