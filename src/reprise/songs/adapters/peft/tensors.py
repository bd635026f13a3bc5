"""A safetensors file: names, types and shapes from its header, and whether a tensor holds anything.

Eight bytes with the header's length (little-endian), a JSON object, then the tensors without gaps. Source:
https://huggingface.co/docs/safetensors/index#format. Its own reader for NumPy has no bfloat16, which is what
adapters are mostly saved in; only bits are looked at here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any, Final

from reprise.songs.adapters.peft.errors import PeftDirectoryError

MAX_HEADER_BYTES: Final = 100_000_000
_LENGTH_BYTES: Final = 8
# Bytes of a number, then the bits of its exponent and all bits but the sign.
_FLOATS: Final = {
    "F64": (8, 0x7FF0_0000_0000_0000, 0x7FFF_FFFF_FFFF_FFFF),
    "F32": (4, 0x7F80_0000, 0x7FFF_FFFF),
    "F16": (2, 0x7C00, 0x7FFF),
    "BF16": (2, 0x7F80, 0x7FFF),
}


@dataclass(frozen=True, slots=True)
class Tensor:
    """`start` and `end` are places in the file, in bytes."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    start: int
    end: int


def read_header(path: Path) -> dict[str, Tensor]:
    """Tensors by name, their places checked against the size of the file.

    Raises:
        PeftDirectoryError: it is no whole safetensors file of floating-point numbers.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        length = int.from_bytes(file.read(_LENGTH_BYTES), "little")
        if size < _LENGTH_BYTES or not 2 <= length <= min(MAX_HEADER_BYTES, size - _LENGTH_BYTES):
            raise PeftDirectoryError(f"{path.name}: this is no safetensors file, or it is cut off.")
        try:
            document = json.loads(file.read(length))
        except (ValueError, RecursionError):
            raise PeftDirectoryError(f"{path.name}: its header is not JSON.") from None
    if not isinstance(document, dict):
        raise PeftDirectoryError(f"{path.name}: its header is no object.")
    data = _LENGTH_BYTES + length
    tensors = [_tensor(path, name, facts, data) for name, facts in document.items() if name != "__metadata__"]
    _require_no_gaps(path, tensors, data, size)
    return {tensor.name: tensor for tensor in tensors}


def _tensor(path: Path, name: str, facts: Any, data: int) -> Tensor:
    try:
        dtype, shape, (start, end) = facts["dtype"], tuple(facts["shape"]), facts["data_offsets"]
    except (TypeError, KeyError, ValueError):
        raise PeftDirectoryError(f"{path.name}: the header says too little of {name}.") from None
    if dtype not in _FLOATS:
        raise PeftDirectoryError(f"{path.name}: {name} is {dtype}; adapters hold {', '.join(_FLOATS)}.")
    if not all(type(number) is int and number >= 0 for number in (*shape, start, end)):
        raise PeftDirectoryError(f"{path.name}: shape or place of {name} are no whole numbers.")
    if end - start != prod(shape) * _FLOATS[dtype][0]:
        raise PeftDirectoryError(f"{path.name}: {name} has not the bytes that its shape {list(shape)} needs.")
    return Tensor(name, dtype, shape, data + start, data + end)


def _require_no_gaps(path: Path, tensors: list[Tensor], data: int, size: int) -> None:
    place = data
    for tensor in sorted(tensors, key=lambda one: (one.start, one.end)):
        if tensor.start != place:
            raise PeftDirectoryError(f"{path.name}: {tensor.name} does not begin where the one before ends.")
        place = tensor.end
    if place != size:
        raise PeftDirectoryError(f"{path.name}: {place} bytes are described and {size} are there.")


def is_zero(path: Path, tensor: Tensor) -> bool:
    """Whether all of its numbers are 0.

    Raises:
        PeftDirectoryError: some of them are infinite, or none at all.
    """
    # Takes a tenth of a second: only whoever imports waits for it.
    import numpy as np

    width, exponent, magnitude = _FLOATS[tensor.dtype]
    count = (tensor.end - tensor.start) // width
    with path.open("rb") as file:
        file.seek(tensor.start)
        bits = np.fromfile(file, dtype=f"<u{width}", count=count)
    if bool(((bits & exponent) == exponent).any()):
        raise PeftDirectoryError(f"{path.name}: {tensor.name} holds numbers that are infinite or none.")
    return not bool((bits & magnitude).any())
