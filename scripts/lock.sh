#!/usr/bin/env bash
# Resolve requirements/*.txt anew: exact versions with hashes, for every Python and system that
# pyproject.toml allows, naming no index. `make lock UPGRADE=1` takes newer versions.
set -euo pipefail
cd "$(dirname "$0")/.."

upgrade=()
if [ -n "${UPGRADE:-}" ]; then upgrade=(--upgrade); fi

compile() {
    env -u UV_FIND_LINKS -u UV_INDEX -u UV_EXTRA_INDEX_URL UV_CUSTOM_COMPILE_COMMAND="make lock" \
        .venv/bin/uv --no-config pip compile pyproject.toml --quiet --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-annotate "${upgrade[@]}" "$@"
}

compile --group dev --output-file requirements/dev.txt
# What users get is what was tested: the runtime versions follow those of the development lock.
compile --constraints requirements/dev.txt --output-file requirements/runtime.txt
