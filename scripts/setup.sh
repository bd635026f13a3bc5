#!/bin/sh
# Find a Python that Reprise runs on and hand over to setup.py. Usage: setup.sh [python]
set -eu
cd "$(dirname "$0")/.."

recent='import sys; sys.exit(sys.version_info < (3, 11))'
for python in ${1:-python3.13 python3.12 python3.11 python3 python}; do
    if command -v "$python" >/dev/null 2>&1 && "$python" -c "$recent" >/dev/null 2>&1; then
        exec "$python" scripts/setup.py
    fi
done
echo "setup: Reprise needs Python 3.11 or newer; none was found as ${1:-python3}. Name one with make PYTHON=/path/to/python." >&2
exit 1
