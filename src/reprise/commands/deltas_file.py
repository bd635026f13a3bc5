"""A file of an adapter's deltas, for `reprise generate`, which opens no database."""

from __future__ import annotations

import json
import math
from pathlib import Path


class DeltasFileError(Exception):
    """One sentence about what is wrong with the file."""


def read(path: Path) -> dict[str, float]:
    """Deltas by name, of a JSON object of them or of a version as the API gives it.

    Raises:
        DeltasFileError: it cannot be read, or is neither.
    """
    try:
        document = json.loads(path.read_text())
    except OSError as error:
        raise DeltasFileError(f"--adapter {path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, RecursionError):
        raise DeltasFileError(f"--adapter {path}: this is not JSON.") from None
    if isinstance(document, dict) and isinstance(document.get("parameters"), dict):
        document = document["parameters"]
    if not isinstance(document, dict):
        raise DeltasFileError(f'--adapter {path}: it must hold deltas by name, like {{"tempo": -0.3}}.')
    for name, value in document.items():
        if type(value) not in {int, float} or not math.isfinite(value):
            raise DeltasFileError(f"--adapter {path}: {name} is not a number.")
    return {name: float(value) for name, value in document.items()}
