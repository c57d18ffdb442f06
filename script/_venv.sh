# shellcheck shell=sh
# Sourced by the other scripts: finds Python, makes .venv, installs what changed. POSIX sh.
# Sets ROOT and PY. Wants requirements files as arguments to ensure_venv.

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
PY=$ROOT/.venv/bin/python
cd "$ROOT" || exit 1

die() {
    printf '%s\n' "$*" >&2
    exit 1
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for candidate in ${PYTHON:+"$PYTHON"} python3.11 python3.12 python3.13 python3 python; do
        if command -v "$candidate" >/dev/null 2>&1 && new_enough "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

ensure_venv() {
    if ! new_enough "$PY"; then
        python=$(find_python) || die "Python 3.11 or newer is needed and was not found. Install it, or name it: PYTHON=/path/to/python3.11 $0"
        echo "Making .venv with $python ..." >&2
        rm -rf "$ROOT/.venv"
        "$python" -m venv "$ROOT/.venv" || {
            rm -rf "$ROOT/.venv"
            die "The virtual environment could not be made. On Debian and Ubuntu: apt-get install python3-venv"
        }
    fi
    for file in "$@"; do
        stamp=$ROOT/.venv/installed-$file
        wanted=$(cat requirements.txt "$file" | cksum)
        if [ "$wanted" != "$(cat "$stamp" 2>/dev/null)" ]; then
            echo "Installing $file ..." >&2
            "$PY" -m pip install -qq --disable-pip-version-check -r "$file" ||
                die "The packages of $file could not be installed; the reason stands above. Run $0 again to go on."
            printf '%s\n' "$wanted" >"$stamp"
        fi
    done
}
