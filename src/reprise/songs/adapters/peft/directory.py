"""A whole directory: configuration and weights, and whether they agree."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reprise.songs.adapters.peft.config import CONFIG, MAX_CONFIG_BYTES, LoraConfig, parse
from reprise.songs.adapters.peft.errors import PeftDirectoryError
from reprise.songs.adapters.peft.tensors import Tensor, is_zero, read_header

WEIGHTS: Final = "adapter_model.safetensors"
_PICKLED: Final = "adapter_model.bin"
_PREFIX: Final = "base_model.model."
_HALVES: Final = (".lora_A.weight", ".lora_B.weight")
Pair = tuple[Tensor, Tensor]


@dataclass(frozen=True, slots=True)
class LearnedFile:
    """`sha256` is of its bytes, in hexadecimal."""

    path: Path
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PeftDirectory:
    """A LoRA that changes something. `pairs` counts modules; `sha256` is of the files' names and digests."""

    config: LoraConfig
    pairs: int
    files: tuple[LearnedFile, ...]
    sha256: str


def read(directory: Path) -> PeftDirectory:
    """
    Raises:
        PeftDirectoryError: it is no adapter that can be kept, or one that changes nothing.
    """
    config = _read_config(directory)
    weights = _find_weights(directory)
    pairs = _pairs(read_header(weights))
    for module, pair in pairs.items():
        _check_pair(config, module, pair)
    # Not a generator: what is infinite is found in every tensor.
    silent = [[is_zero(weights, half) for half in pair] for pair in pairs.values()]
    if all(b for _, b in silent):
        raise PeftDirectoryError(
            f"{WEIGHTS}: every lora_B is zero, so the adapter changes nothing; was it saved before training?"
        )
    files = tuple(_learned(directory / name) for name in (CONFIG, WEIGHTS))
    together = "".join(f"{file.path.name} {file.sha256}\n" for file in files)
    return PeftDirectory(config, len(pairs), files, hashlib.sha256(together.encode()).hexdigest())


def _read_config(directory: Path) -> LoraConfig:
    if not directory.is_dir():
        raise PeftDirectoryError(f"{directory}: there is no such directory.")
    path = directory / CONFIG
    if not path.is_file():
        raise PeftDirectoryError(f"{directory}: there is no {CONFIG} in it, so PEFT did not save it.")
    if path.stat().st_size > MAX_CONFIG_BYTES:
        raise PeftDirectoryError(f"{CONFIG}: it is larger than {MAX_CONFIG_BYTES:,} bytes.")
    return parse(path.read_bytes())


def _find_weights(directory: Path) -> Path:
    path = directory / WEIGHTS
    if path.is_file():
        return path
    if (directory / _PICKLED).is_file():
        raise PeftDirectoryError(
            f"{_PICKLED}: a pickle can run code when it is read, so it is not; save it again as {WEIGHTS} "
            "(save_pretrained does, with safe_serialization=True)."
        )
    raise PeftDirectoryError(f"{directory}: there is no {WEIGHTS} in it.")


def _pairs(tensors: dict[str, Tensor]) -> dict[str, Pair]:
    """Both halves by module."""
    halves: dict[str, dict[str, Tensor]] = {}
    for name, tensor in tensors.items():
        ending = next((half for half in _HALVES if name.endswith(half)), None)
        if ending is None:
            raise PeftDirectoryError(
                f"{WEIGHTS}: {name} is no half of a LoRA pair; only those can be imported."
            )
        halves.setdefault(name.removesuffix(ending).removeprefix(_PREFIX), {})[ending] = tensor
    if not halves:
        raise PeftDirectoryError(f"{WEIGHTS}: there is nothing in it.")
    for module, found in halves.items():
        for half in _HALVES:
            if half not in found:
                raise PeftDirectoryError(f"{WEIGHTS}: {module} has no {half.split('.')[1]}.")
    return {module: (found[_HALVES[0]], found[_HALVES[1]]) for module, found in halves.items()}


def _check_pair(config: LoraConfig, module: str, pair: Pair) -> None:
    """A is (rank, inputs) and B is (outputs, rank)."""
    a, b = (tensor.shape for tensor in pair)
    rank = config.rank_of(module)
    if len(a) != 2 or len(b) != 2 or 0 in (*a, *b):
        raise PeftDirectoryError(f"{WEIGHTS}: {module} has halves of {list(a)} and {list(b)}: no matrices.")
    if a[0] != rank or b[1] != rank:
        raise PeftDirectoryError(
            f"{WEIGHTS}: {module} has halves of {list(a)} and {list(b)}, but {CONFIG} says rank {rank}."
        )
    if not config.targets(module):
        raise PeftDirectoryError(f"{WEIGHTS}: {module} is none of the target_modules of {CONFIG}.")


def _learned(path: Path) -> LearnedFile:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return LearnedFile(path, path.stat().st_size, digest)
