#!/bin/sh
# Installs what the tests of the page need and is missing: Chromium, Node.js and npm. For Debian and Ubuntu, as root.
set -eu

missing=""
[ -x /usr/bin/chromium ] || missing="$missing chromium"
command -v node >/dev/null || missing="$missing nodejs"
command -v npm >/dev/null || missing="$missing npm"

if [ -n "$missing" ]; then
    apt-get update
    # The names are a list.
    # shellcheck disable=SC2086
    apt-get install -y --no-install-recommends $missing
fi
cd "$(dirname "$0")"
npm ci
